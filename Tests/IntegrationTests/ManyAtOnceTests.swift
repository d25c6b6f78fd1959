import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct ManyAtOnceTests {
        /// Each answer's status, and the value of its Retry-After if it has one.
        private struct Answers {
            let statuses: [Int: Int]
            let retries: [String]

            /// Reads what curl has printed; a last line without its end is left out.
            init(_ output: String) {
                let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                    .map { $0.split(separator: " ") }
                statuses = Dictionary(
                    lines.compactMap { $0.first.flatMap { Int($0) } }.map { ($0, 1) }, uniquingKeysWith: +)
                retries = lines.filter { $0.count > 1 }.map { String($0[1]) }
            }
        }

        /// curl's arguments to ask for new sentences, so many at a time, and print each status with its Retry-After.
        private func arguments(
            _ stack: Stack, sentence: String = "", requests: Int, atOnce: Int, options: [String] = []
        ) -> [String] {
            let search = "https://localhost:\(stack.port)/search?t=mountains&s_query="
            return [
                // With -Z the progress meter ignores -s, and would come between the answers' lines.
                "-sk", "--stderr", "/dev/null", "--noproxy", "*", "--max-time", "60", "--http1.1", "-Z",
                "--parallel-immediate", "--parallel-max", "\(atOnce)", "-w", "%{http_code} %header{retry-after}\\n",
                "-o", "/dev/null",
            ] + options + ["\(search)\(UInt32.random(in: 0...UInt32.max))+[1-\(requests)]\(sentence)"]
        }

        /// A server whose model takes tens of milliseconds for ``longSentence``.
        private func slowStack(_ environment: [String: String], nginx: [String: String] = [:]) throws -> Stack {
            let folder = try TemporaryFolder()
            let made = try ChildProcess.run(
                "python3",
                ["\(Checkout.root)/Tests/Fixtures/clip/slow_model.py", folder.file("model"), "--sentences"])
            try #require(made.status == 0, "\(made.errors)")
            let model = ["DESCRY_MODEL": folder.file("model"), "DESCRY_PRECISION": "float32"]
            return try Stack(
                in: folder, environment: model.merging(environment) { $1 }, redis: false, nginx: nginx)
        }

        private let longSentence = String(repeating: "+a", count: 480)

        @Test(
            "150 new sentences from 20 connections of one address are all answered",
            arguments: [["DESCRY_UNLIMITED": ""], [:]])
        func answersAll(nginx: [String: String]) throws {
            let stack = try Stack(redis: false, nginx: nginx)
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let outcome = try ChildProcess.run("curl", arguments(stack, requests: 150, atOnce: 20))
            #expect(outcome.status == 0)
            #expect(Answers(outcome.output).statuses == [200: 150])
        }

        @Test(
            "more than there are places for get 503 with Retry-After; another client's known sentences are answered")
        func refusesRest() throws {
            // Four of eight workers may wait for the encoder.
            let stack = try slowStack(
                ["DESCRY_WORKERS": "8"],
                nginx: ["DESCRY_TRUSTED_PROXIES": "127.0.0.1", "DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off"])
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let flood = try ChildProcess(
                "curl", arguments(stack, sentence: longSentence, requests: 1_000_000, atOnce: 150),
                log: stack.folder.file("flood.log"))
            #expect(eventually { Answers(flood.log).statuses[503] ?? 0 > 0 })
            for count in 1...20 {
                let target = "/search?t=mountains&s_query=snow&k=\(count)"
                #expect(try stack.get(target, ["-H", "X-Forwarded-For: 203.0.113.2"]).status == 200)
            }
            #expect(eventually { Answers(flood.log).statuses[200] ?? 0 > 5 })
            #expect(flood.isRunning)
            flood.stop()
            let answers = Answers(flood.log)
            #expect(Set(answers.statuses.keys) == [200, 503])
            #expect(answers.retries.count == answers.statuses[503])
            #expect(answers.retries.allSatisfy { (Int($0) ?? 0) >= 1 })
        }

        @Test("while one address asks for more than there are places for, another one is answered")
        func isFair() throws {
            let stack = try slowStack(
                ["DESCRY_WORKERS": "16", "DESCRY_QUEUE_MS": "15000", "DESCRY_DEADLINE": "60"],
                nginx: ["DESCRY_TRUSTED_PROXIES": "127.0.0.1", "DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off"])
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let flood = try ChildProcess(
                "curl",
                arguments(
                    stack, sentence: longSentence, requests: 1_000_000, atOnce: 100,
                    options: ["-H", "X-Forwarded-For: 203.0.113.1"]),
                log: stack.folder.file("flood.log"))
            #expect(eventually { Answers(flood.log).statuses[503] ?? 0 > 0 })
            for number in 0..<20 {
                let target = "/search?t=mountains&s_query=\(UInt32.random(in: 0...UInt32.max))+\(number)"
                #expect(try stack.get(target, ["-H", "X-Forwarded-For: 203.0.113.2"]).status == 200)
            }
            #expect(flood.isRunning)
            flood.stop()
        }

        @Test("the capacity is measured at the start, logged, and told by /ready and /metrics")
        func measuresCapacity() throws {
            let stack = try Stack(redis: false)
            let capacity = try #require(try stack.get("/ready").number("capacity", "sentences_per_s"))
            #expect(capacity > 0)
            #expect(stack.descry.log.contains("\"message\":\"capacity\""))
            #expect(stack.descry.log.contains("\"sentences_per_s\":\(Int(capacity))"))
            let metrics = try stack.get("/metrics").body
            #expect(metrics.contains("\ndescry_capacity_sentences_per_second "))
            #expect(metrics.contains("\ndescry_text_wait_seconds "))
        }
    }
}

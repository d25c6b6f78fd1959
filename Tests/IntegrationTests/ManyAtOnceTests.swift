import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct ManyAtOnceTests {
        /// curl's arguments to ask for new sentences, so many at a time, and print each status with its Retry-After.
        private func arguments(_ stack: Stack, requests: Int, atOnce: Int, options: [String] = []) -> [String] {
            let search = "https://localhost:\(stack.port)/search?t=mountains&s_query="
            // curl takes one -o for each address.
            let targets = (0..<requests).flatMap { number in
                ["-o", "/dev/null", "\(search)\(UInt32.random(in: 0...UInt32.max))+\(number)"]
            }
            return [
                "-sk", "--noproxy", "*", "--max-time", "60", "--http1.1", "-Z", "--parallel-immediate",
                "--parallel-max", "\(atOnce)", "-w", "%{http_code} %header{retry-after}\\n",
            ] + options + targets
        }

        /// Asks for new sentences, so many at a time.
        ///
        /// - Returns: how often each status came, and the values of Retry-After.
        private func ask(
            _ stack: Stack, requests: Int, atOnce: Int
        ) throws -> (statuses: [Int: Int], retries: [String]) {
            let outcome = try ChildProcess.run(
                "curl", arguments(stack, requests: requests, atOnce: atOnce))
            #expect(outcome.status == 0, "\(outcome.errors)")
            let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
            let statuses = lines.compactMap { $0.first.flatMap { Int($0) } }
            let retries = lines.filter { $0.count > 1 }.map { String($0[1]) }
            return (Dictionary(statuses.map { ($0, 1) }, uniquingKeysWith: +), retries)
        }

        @Test(
            "150 new sentences from 20 connections of one address are all answered",
            arguments: [["DESCRY_UNLIMITED": ""], [:]])
        func answersAll(nginx: [String: String]) throws {
            let stack = try Stack(redis: false, nginx: nginx)
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let (statuses, _) = try ask(stack, requests: 150, atOnce: 20)
            #expect(statuses == [200: 150])
        }

        @Test("more than there are places for get 503 with Retry-After; known sentences are answered meanwhile")
        func refusesRest() throws {
            // Four of eight workers may wait for the encoder, which nothing else slows down here: most get through.
            let stack = try Stack(environment: ["DESCRY_WORKERS": "8"], redis: false)
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let (statuses, retries) = try ask(stack, requests: 600, atOnce: 150)
            #expect(Set(statuses.keys).isSubset(of: [200, 503]))
            #expect(statuses[200] ?? 0 > 5)
            #expect(retries.count == statuses[503] ?? 0)
            #expect(retries.allSatisfy { (Int($0) ?? 0) >= 1 })
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
        }

        @Test("while one address asks for more than there are places for, another one is answered")
        func isFair() throws {
            let stack = try Stack(
                environment: ["DESCRY_WORKERS": "16"], redis: false,
                nginx: ["DESCRY_TRUSTED_PROXIES": "127.0.0.1", "DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off"])
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let one = ["-H", "X-Forwarded-For: 203.0.113.1"]
            let flood = try ChildProcess(
                "curl", arguments(stack, requests: 500, atOnce: 100, options: one), log: stack.folder.file("flood.log"))
            for number in 0..<20 {
                let target = "/search?t=mountains&s_query=\(UInt32.random(in: 0...UInt32.max))+\(number)"
                #expect(try stack.get(target, ["-H", "X-Forwarded-For: 203.0.113.2"]).status == 200)
            }
            #expect(flood.wait() == 0)
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

import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct StreamTests {
        private let arguments = "t=mountains&s_query=mountains+with+dark+skies&k=5"

        /// The events of a stream, in order.
        private func events(_ body: String) -> [(name: String, data: Answer)] {
            body.components(separatedBy: "\n\n").compactMap { block in
                let lines = block.split(separator: "\n")
                guard lines.count == 2, lines[0].hasPrefix("event: "), lines[1].hasPrefix("data: ") else { return nil }
                return (String(lines[0].dropFirst(7)), Answer("HTTP/1.1 200 OK\n\n" + lines[1].dropFirst(6)))
            }
        }

        @Test("a cold pool comes as progress and then as the answer that /search gives")
        func streamsColdPool() throws {
            let standIn = try StandIn.pixabay(["--latency-ms", "150"])
            let stack = try Stack(environment: standIn.environment)
            let answer = try stack.get("/search/stream?\(arguments)", ["-N"])
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "text/event-stream")
            #expect(answer.headerCount("X-Request-Id") == 1)
            #expect(answer.header("Access-Control-Allow-Origin") == "*")
            let events = events(answer.body)
            #expect(events.count > 1)
            #expect(events.dropLast().allSatisfy { $0.name == "progress" })
            let ranked = events.compactMap { $0.data.number("pool", "ranked") }
            #expect(ranked == ranked.sorted())
            let last = try #require(events.last)
            #expect(last.name == "result")
            #expect(last.data.number("pool", "ranked") == 30)

            let search = try stack.get("/search?\(arguments)")
            #expect(last.data.strings("top_urls") == search.strings("top_urls"))
            #expect(last.data.numbers("top_scores") == search.numbers("top_scores"))
            // A pool that is there is one event.
            #expect(self.events(try stack.get("/search/stream?\(arguments)", ["-N"]).body).map(\.name) == ["result"])
            #expect(try standIn.searches() == 1)
        }

        @Test("events arrive as they are sent, not when all is done")
        func isUnbuffered() throws {
            let standIn = try StandIn.pixabay()
            // With more than half of them the search would soon be answered without the rest.
            try standIn.fault("picture-hang", hits: (14..<30).map(String.init).joined(separator: ","))
            let stack = try Stack(environment: standIn.environment)
            let output = stack.folder.file("events.log")
            let client = try ChildProcess(
                "curl", ["-skN", "--noproxy", "*", "https://localhost:\(stack.port)/search/stream?\(arguments)"],
                log: output)
            #expect(eventually { client.log.contains("event: progress") })
            #expect(client.isRunning)
            #expect(!client.log.contains("event: result"))
            client.signal(SIGKILL)
            _ = client.wait()
        }

        @Test("a client that goes away leaves a whole pool behind")
        func survivesLeaving() throws {
            let standIn = try StandIn.pixabay(["--latency-ms", "300"])
            let stack = try Stack(environment: standIn.environment)
            let client = try ChildProcess(
                "curl", ["-skN", "--noproxy", "*", "https://localhost:\(stack.port)/search/stream?\(arguments)"],
                log: stack.folder.file("events.log"))
            #expect(eventually { ((try? standIn.searches()) ?? 0) == 1 })
            client.signal(SIGKILL)
            _ = client.wait()
            #expect(try stack.get("/search?\(arguments)").number("pool", "ranked") == 30)
            #expect(try standIn.searches() == 1)
            #expect(try standIn.pictureRequests() == Array(repeating: 1, count: 30))
        }

        @Test("streams hold a quarter of the workers at most, one client's half of that; the others are told to wait")
        func boundsStreams() throws {
            let standIn = try StandIn.pixabay()
            let stack = try Stack(
                environment: standIn.environment.merging(["DESCRY_WORKERS": "16"]) { $1 }, redis: false,
                nginx: ["DESCRY_TRUSTED_PROXIES": "127.0.0.1"])
            #expect(try stack.get("/search?t=lake&s_query=snow").status == 200)
            try standIn.fault("picture-gate")
            func stream(_ client: Int) throws -> ChildProcess {
                let address = "https://localhost:\(stack.port)/search/stream?\(arguments)"
                return try ChildProcess(
                    "curl",
                    [
                        "-skN", "-i", "--http1.1", "--noproxy", "*", "-H", "X-Forwarded-For: 192.0.2.\(client)",
                        address,
                    ], log: stack.folder.file("stream-\(UInt32.random(in: 0...UInt32.max)).log"))
            }
            func isRefused(_ client: ChildProcess) -> Bool {
                client.wait() == 0 && client.log.hasPrefix("HTTP/1.1 503") && client.log.contains("\nRetry-After: ")
            }
            let first = [try stream(1), try stream(1)]
            let areHeld = eventually {
                (try? stack.get("/metrics").body.contains("\ndescry_busy_workers 2.0\n")) == true
            }
            #expect(areHeld)
            #expect(isRefused(try stream(1)))
            let second = [try stream(2), try stream(2)]
            let areAllHeld = eventually {
                (try? stack.get("/metrics").body.contains("\ndescry_busy_workers 4.0\n")) == true
            }
            #expect(areAllHeld)
            #expect(isRefused(try stream(3)))
            #expect(try stack.get("/search?t=lake&s_query=snow").status == 200)
            try standIn.tell("/__open")
            for client in first + second {
                #expect(client.wait() == 0)
                #expect(client.log.contains("event: result"))
            }
        }

        @Test("what is wrong before the first event is an ordinary error")
        func reportsProblems() throws {
            let standIn = try StandIn.pixabay(["--fault", "500"])
            let stack = try Stack(environment: standIn.environment)
            let bad = try stack.get("/search/stream?t=mountains")
            #expect(bad.status == 400)
            #expect(bad.string("parameter") == "s_query")
            #expect(bad.headerCount("X-Request-Id") == 1)
            let failed = try stack.get("/search/stream?\(arguments)")
            #expect(failed.status == 502)
            #expect(failed.header("Retry-After") != nil)
            #expect(try stack.get("/search/stream?\(arguments)", ["-X", "POST"]).status == 405)
            #expect(try stack.get("/search/stream", ["-X", "OPTIONS"]).status == 204)
        }
    }
}

import Foundation
import TestSupport
import Testing

extension Integration {
    /// SIGTERM while searches wait for what does not come.
    @Suite struct DrainTests {
        @Test("searches in hand are answered with what is there, or refused with Retry-After; no connection is cut")
        func answersWithWhatIsThere() throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn.pixabay()
            // Far longer than a process may take to end.
            let stack = try Stack(
                in: folder, environment: standIn.environment.merging(["DESCRY_DEADLINE": "60"]) { $1 })
            try standIn.fault("picture-gate", hits: "16,17,18,19,20,21,22,23,24,25,26,27,28,29")
            func ask(_ target: String, _ name: String) throws -> ChildProcess {
                try ChildProcess(
                    "curl", ["-skN", "-i", "--noproxy", "*", "--http1.1", "https://localhost:\(stack.port)\(target)"],
                    log: folder.file(name))
            }
            let search = try ask("/search?t=mountains&s_query=snow&k=99", "search")
            let stream = try ask("/search/stream?t=mountains&s_query=a+dark+sky&k=99", "stream")
            #expect(eventually { stream.log.contains("\"ranked\":") })
            // The next keyword's list does not come at all.
            try standIn.fault("hang")
            let without = try ask("/search?t=lake&s_query=snow", "without")
            #expect(eventually { ((try? standIn.searches()) ?? 0) > 1 })
            stack.descry.signal(SIGTERM)
            #expect(try stack.get("/ready").status == 503)
            #expect(stack.descry.wait() == 0)
            #expect(stack.descry.log.contains(#""message":"stopped","drained":"true""#), "\(stack.descry.log)")
            for curl in [search, stream, without] { #expect(curl.wait() == 0) }

            let answer = Answer(search.log)
            #expect(answer.status == 200, "\(search.log)")
            #expect(answer.number("pool", "size") == 30)
            #expect((1..<30).contains(answer.number("pool", "ranked") ?? 0))
            #expect(answer.bool("pool", "complete") == false)
            #expect(Answer(stream.log).status == 200)
            #expect(stream.log.components(separatedBy: "event: result\n").count == 2, "\(stream.log)")
            let refused = Answer(without.log)
            #expect(refused.status == 503)
            #expect(refused.header("Retry-After") != nil)
            #expect(refused.string("title") == "Shutting down", "\(without.log)")
        }
    }
}

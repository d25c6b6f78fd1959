import Foundation
import TestSupport
import Testing

extension Integration {
    /// SIGTERM while searches wait for pictures that do not come.
    @Suite struct DrainTests {
        @Test("searches in hand are answered with the pictures that are there, before the process ends")
        func answersWithWhatIsThere() throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn.pixabay()
            // Far longer than a process may take to end.
            let stack = try Stack(
                in: folder, environment: standIn.environment.merging(["DESCRY_DEADLINE": "60"]) { $1 })
            try standIn.fault("picture-gate", hits: "16,17,18,19,20,21,22,23,24,25,26,27,28,29")
            func ask(_ target: String, _ name: String) throws -> ChildProcess {
                try ChildProcess(
                    "curl",
                    ["-skN", "--noproxy", "*", "-w", "\n%{http_code}", "https://localhost:\(stack.port)\(target)"],
                    log: folder.file(name))
            }
            let search = try ask("/search?t=mountains&s_query=snow&k=99", "search")
            let stream = try ask("/search/stream?t=mountains&s_query=a+dark+sky&k=99", "stream")
            #expect(eventually { stream.log.contains("\"ranked\":") })
            stack.descry.signal(SIGTERM)
            let other = try stack.get("/ready")
            #expect(other.status == 503)
            #expect(stack.descry.wait() == 0)
            #expect(stack.descry.log.contains(#""message":"stopped","drained":"true""#), "\(stack.descry.log)")
            #expect(search.wait() == 0)
            #expect(stream.wait() == 0)

            #expect(search.log.hasSuffix("\n200"), "\(search.log)")
            let json = try #require(
                JSONSerialization.jsonObject(with: Data(search.log.split(separator: "\n")[0].utf8)) as? [String: Any])
            let pool = try #require(json["pool"] as? [String: Any])
            #expect(pool["size"] as? Int == 30)
            #expect((1..<30).contains(pool["ranked"] as? Int ?? 0))
            #expect(pool["complete"] as? Bool == false)
            #expect(stream.log.hasSuffix("\n200"))
            #expect(stream.log.components(separatedBy: "event: result\n").count == 2, "\(stream.log)")
        }

        @Test("a search for which nothing has come gets 503 with Retry-After, and not a cut connection")
        func refusesTheRest() throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn.pixabay(["--fault", "hang"])
            let stack = try Stack(
                in: folder, environment: standIn.environment.merging(["DESCRY_DEADLINE": "60"]) { $1 })
            let search = try ChildProcess(
                "curl",
                ["-sk", "-i", "--noproxy", "*", "https://localhost:\(stack.port)/search?t=mountains&s_query=snow"],
                log: folder.file("search"))
            #expect(eventually { ((try? standIn.searches()) ?? 0) > 0 })
            stack.descry.signal(SIGTERM)
            #expect(stack.descry.wait() == 0)
            #expect(search.wait() == 0)
            let answer = Answer(search.log)
            #expect(answer.status == 503)
            #expect(answer.header("Retry-After") != nil)
            #expect(answer.string("title") == "Shutting down", "\(search.log)")
        }
    }
}

import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct TraceTests {
        private struct Event: Decodable {
            let name: String
            let ph: String
        }

        private func spans(_ path: String) throws -> [String: Int] {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let events = try JSONDecoder().decode([Event].self, from: Data((text.dropLast(2) + "]").utf8))
            return events.filter { ["X", "b"].contains($0.ph) }.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        }

        @Test("DESCRY_TRACE_FILE gets the parts of a search, and no text of it")
        func coldSearch() throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn.pixabay()
            let trace = folder.file("trace.json")
            let stack = try Stack(
                in: folder, environment: standIn.environment.merging(["DESCRY_TRACE_FILE": trace]) { $1 })
            let answer = try stack.get("/search?t=mountains&s_query=snow")
            #expect(answer.status == 200)
            #expect(eventually { ((try? spans(trace)["load"]) ?? nil) == 1 })
            let found = try spans(trace)
            #expect(found["answer"] ?? 0 >= 1)
            #expect(found["listing"] == 1)
            #expect(found["request"] == 31)
            // One is the canary's.
            #expect(found["decode"] == 31 && found["resize"] == 31)
            let batches = found.filter { $0.key.hasPrefix("encode ") && $0.key.hasSuffix(" pictures") }
            #expect(batches.reduce(0) { $0 + $1.value * (Int($1.key.split(separator: " ")[1]) ?? 0) } == 31)
            #expect(found.keys.contains { $0.hasPrefix("Redis: ") })
            let text = try String(contentsOfFile: trace, encoding: .utf8)
            for word in ["mountains", "snow", standIn.environment["PIXABAY_API_KEY"] ?? "key"] {
                #expect(!text.contains(word), "\(word)")
            }
        }

        @Test("an idle server prepares batches of every number of pictures")
        func preparation() throws {
            let folder = try TemporaryFolder()
            let trace = folder.file("trace.json")
            let stack = try Stack(in: folder, environment: ["DESCRY_TRACE_FILE": trace], redis: false)
            let prepared = eventually {
                guard let found = try? spans(trace) else { return false }
                return (1...8).allSatisfy { found["prepare \($0)"] == 1 }
            }
            #expect(prepared)
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
        }
    }
}

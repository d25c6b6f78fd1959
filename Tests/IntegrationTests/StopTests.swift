import Foundation
import Synchronization
import TestSupport
import Testing

extension Integration {
    /// SIGTERM while the model encodes: a batch of pictures takes longer than the process has to stop.
    @Suite struct StopTests {
        private static let stops = 50

        @Test("fifty stops at random moments of a slow search: each ends by itself with exit code 0")
        func stopsCleanly() throws {
            let folder = try TemporaryFolder()
            let made = try ChildProcess.run(
                "python3", ["\(Checkout.root)/Tests/Fixtures/clip/slow_model.py", folder.file("model")])
            try #require(made.status == 0, "\(made.errors)")
            let environment = [
                "DESCRY_MODEL": folder.file("model"), "DESCRY_PRECISION": "float32", "DESCRY_DEADLINE": "1",
            ]
            // Two at a time: each waits for the other's work, as on a busy machine.
            let outcomes = Mutex<[(status: Int32, log: String)]>([])
            let unfinished = Mutex(0)
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                guard let stack = try? Stack(environment: environment, redis: false) else { return }
                for round in 0..<Self.stops / 2 {
                    if round > 0, (try? stack.restartDescry()) == nil { return }
                    let search = try? ChildProcess(
                        "curl",
                        ["-sk", "--noproxy", "*", "https://localhost:\(stack.port)/search?t=mountains&s_query=snow"],
                        log: stack.folder.file("search.log"))
                    defer { search?.stop() }
                    if round.isMultiple(of: 2) {
                        // In the midst of encoding for certain.
                        if eventually({ Self.waitingPictures(stack) > 0 }) { unfinished.withLock { $0 += 1 } }
                    } else {
                        Thread.sleep(forTimeInterval: .random(in: 0...1.5))
                    }
                    stack.descry.signal(SIGTERM)
                    let status = stack.descry.wait()
                    outcomes.withLock { $0.append((status, stack.descry.log)) }
                }
            }
            let all = outcomes.withLock { $0 }
            #expect(all.count == Self.stops)
            #expect(unfinished.withLock { $0 } >= Self.stops / 2)
            #expect(all.map(\.status) == Array(repeating: 0, count: all.count))
            #expect(all.allSatisfy { $0.log.contains(#""message":"stopped""#) })
        }

        private static func waitingPictures(_ stack: Stack) -> Int {
            let metrics = (try? stack.get("/metrics").body) ?? ""
            return metrics.firstMatch(of: /\ndescry_waiting_pictures (\d+)/).flatMap { Int($0.1) } ?? 0
        }
    }
}

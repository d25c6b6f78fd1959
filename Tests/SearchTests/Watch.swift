import Foundation
import Synchronization

/// Lets what a source holds go after a minute, so that a test fails instead of hanging.
final class Watch: Sendable {
    private let hasEnded = Atomic(false)

    init(_ source: ListSource) {
        Thread { [self] in
            Thread.sleep(forTimeInterval: 60)
            hasEnded.store(true, ordering: .relaxed)
            source.release()
        }.start()
    }

    /// Whether the minute is not over: what was answered by now did not wait for the source.
    var isWaiting: Bool { !hasEnded.load(ordering: .relaxed) }
}

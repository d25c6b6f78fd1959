import Foundation
import Synchronization

/// Releases a source after a minute, so that a test fails instead of hanging.
final class Watch: Sendable {
    private let hasEnded = Atomic(false)

    init(_ source: ListSource) {
        Thread { [self] in
            Thread.sleep(forTimeInterval: 60)
            hasEnded.store(true, ordering: .relaxed)
            source.release()
        }.start()
    }

    /// Whether the minute is not over, so that no answer has waited for the source.
    var isWaiting: Bool { !hasEnded.load(ordering: .relaxed) }
}

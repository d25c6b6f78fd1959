import Foundation
import Synchronization

/// An accepted connection; closed when nobody holds it any more.
final class Connection: Sendable {
    let descriptor: Int32
    let arrival: ContinuousClock.Instant
    private let isOwned = Atomic(true)

    init(_ descriptor: Int32, arrival: ContinuousClock.Instant) {
        self.descriptor = descriptor
        self.arrival = arrival
    }

    deinit {
        if isOwned.load(ordering: .acquiring) { close(descriptor) }
    }

    /// Leaves closing to the caller.
    func release() -> Int32 {
        isOwned.store(false, ordering: .releasing)
        return descriptor
    }
}

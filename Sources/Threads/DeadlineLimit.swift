import Synchronization

/// A moment that limits all deadlines made with it, also while threads wait for them; it is set when the process has to
/// end.
public final class DeadlineLimit: Sendable {
    private let state = Mutex<ContinuousClock.Instant?>(nil)

    public init() {}

    /// The moment; nil before it is set.
    public var instant: ContinuousClock.Instant? {
        state.withLock { $0 }
    }

    /// Sets the moment. Waiting calls of ``Monitor`` notice it within a second.
    public func set(_ instant: ContinuousClock.Instant) {
        state.withLock { $0 = instant }
    }
}

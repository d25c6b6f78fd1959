import Synchronization

/// A moment after which no answer is of use any more, for all deadlines that are made with it: it is set when the
/// process has to end, and brings them forward while callers wait.
public final class DeadlineLimit: Sendable {
    private let state = Mutex<ContinuousClock.Instant?>(nil)

    public init() {}

    /// The moment; nil as long as there is none.
    public var instant: ContinuousClock.Instant? {
        state.withLock { $0 }
    }

    /// Sets the moment. A ``Monitor`` that is being waited for takes notice within a second.
    public func set(_ instant: ContinuousClock.Instant) {
        state.withLock { $0 = instant }
    }
}

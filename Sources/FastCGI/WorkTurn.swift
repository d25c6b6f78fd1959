import Synchronization

/// A request's turn among those that a server works on at the same time.
///
/// A handler that waits for another thread's work calls `waitBegins`, and another request gets the turn until `waitEnds`.
/// Waits may be nested; a request gives up only one turn.
public final class WorkTurn: Sendable {
    private let queue: RequestQueue
    /// How many waits have begun and not ended.
    private let waits = Atomic(0)

    init(queue: RequestQueue) { self.queue = queue }

    /// Lets another request be worked on.
    public func waitBegins() {
        if waits.add(1, ordering: .relaxed).oldValue == 0 { queue.leave() }
    }

    /// Continues at once, without waiting for a turn again: what has begun should end.
    public func waitEnds() {
        if waits.subtract(1, ordering: .relaxed).newValue == 0 { queue.resume() }
    }
}

import Synchronization

/// A request's turn among those that a server works on at the same time.
///
/// Whoever waits for another thread's work says so, and another request has the turn meanwhile. Waits may be nested, as
/// where a client makes writing wait; a request gives up one turn all the same.
public final class WorkTurn: Sendable {
    private let queue: RequestQueue
    /// How many waits have begun and not ended.
    private let waits = Atomic(0)

    init(queue: RequestQueue) {
        self.queue = queue
    }

    /// Lets another request be worked on.
    public func waitBegins() {
        if waits.add(1, ordering: .relaxed).oldValue == 0 { queue.leave() }
    }

    /// Goes on; there is no wait for a turn again, since what has begun should end.
    public func waitEnds() {
        if waits.subtract(1, ordering: .relaxed).newValue == 0 { queue.resume() }
    }
}

/// A request's turn among those that a server works on at the same time.
///
/// Whoever waits for another thread's work says so, and another request has the turn meanwhile.
public struct WorkTurn: Sendable {
    let queue: RequestQueue

    /// Lets another request be worked on.
    public func waitBegins() { queue.leave() }

    /// Goes on; there is no wait for a turn again, since what has begun should end.
    public func waitEnds() { queue.resume() }
}

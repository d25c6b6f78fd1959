import Encoding
import FastCGI
import Search
import Server
import Threads

/// The end of a serving process: every accepted request gets an answer, and all of it takes less than 10 s.
///
/// Orchestrators kill after 10 s (`docker stop`) to 30 s (Kubernetes).
struct Draining {
    /// After this time a search is answered with the pictures that are ready.
    static let answerLimit = Duration.seconds(8)
    /// Until the answers are ranked and written.
    private static let searchLimit = answerLimit + .milliseconds(800)
    private static let encoderLimit = searchLimit + .milliseconds(600)

    let servers: Servers
    let encoder: EncoderService
    let pools: PoolStore

    /// Drains and stops everything.
    ///
    /// - Parameters:
    ///   - givesUpHealth: whether the health socket is closed at once: a successor serves on it already, or can listen on
    ///     its address only then.
    ///   - leavesWaiting: whether connections that are not accepted yet are left in the sockets for a successor.
    /// - Returns: whether every request was answered.
    func run(givesUpHealth: Bool, leavesWaiting: Bool) -> Bool {
        let start = ContinuousClock.now
        let end = Deadline(at: start + Self.encoderLimit)
        servers.deadlines.set(start + Self.answerLimit)
        // The successor answers /ready with 200; this process would answer 503.
        if givesUpHealth { servers.health.stop(within: .milliseconds(500), leavesWaiting: leavesWaiting) }
        servers.readiness.drain()
        let isDrained = servers.search.stop(within: Self.searchLimit, leavesWaiting: leavesWaiting)
        // A batch that takes longer is abandoned; the embeddings before it go to the cache.
        encoder.stop(by: min(end, .after(.seconds(1))))
        pools.finish(by: min(end, .after(.milliseconds(500))))
        if !givesUpHealth { servers.health.stop(within: .milliseconds(300), leavesWaiting: leavesWaiting) }
        return isDrained
    }
}

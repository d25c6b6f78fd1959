import Dispatch
import Synchronization

/// The requests that wait for a worker, first come, first served.
///
/// Not more of them are worked on at a time than is useful: a hundred threads that want the same two processors make
/// every answer late, nginx's own work included. And none waits for long while the queue is standing (Nichols and
/// Jacobson 2012, "Controlling queue delay"; in the form of Maurer 2015, "Fail at scale", both in ACM Queue): a queue that
/// empties now and then is a burst, whose requests all get answered; one that does not empty only makes each answer late.
final class RequestQueue: Sendable {
    /// A request whose turn it is.
    struct Turn {
        let queued: QueuedRequest
        /// Whether it has waited for so long that it is better refused.
        let isOverdue: Bool
    }

    private struct Entry {
        let queued: QueuedRequest
        let since: ContinuousClock.Instant
        /// Whether there was no turn for it when it came. If there was, it waits for the machine only, and is answered.
        let isQueued: Bool
    }

    private struct State {
        var waiting: [Entry] = []
        /// How many are worked on; those that wait for other threads are not.
        var running = 0
        /// When a request last found none before it, or left none behind it.
        var lastEmpty = ContinuousClock.now
        var isClosed = false
    }

    private let concurrency: Int
    private let delay: FastCGIServer.QueueDelay
    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    /// - Parameter concurrency: how many requests are worked on at a time.
    init(concurrency: Int = .max, delay: FastCGIServer.QueueDelay = .unlimited) {
        self.concurrency = concurrency
        self.delay = delay
    }

    var count: Int {
        state.withLock { $0.waiting.count }
    }

    func append(_ request: QueuedRequest) {
        let isWanted = state.withLock { state in
            let now = ContinuousClock.now
            if state.waiting.isEmpty { state.lastEmpty = now }
            let isQueued = state.waiting.count >= concurrency - min(state.running, concurrency)
            state.waiting.append(Entry(queued: request, since: now, isQueued: isQueued))
            return state.running < concurrency
        }
        if isWanted { available.signal() }
    }

    /// The next one, waiting for it; nil once the queue is closed and empty. `leave` ends its turn.
    func next() -> Turn? {
        while true {
            available.wait()
            let (turn, isClosed) = state.withLock { state -> (Turn?, Bool) in
                guard !state.waiting.isEmpty else { return (nil, state.isClosed) }
                guard state.running < concurrency else { return (nil, false) }
                return (take(from: &state), false)
            }
            if let turn { return turn }
            if isClosed {
                // Passed on: each waiting worker has to wake up once.
                available.signal()
                return nil
            }
        }
    }

    private func take(from state: inout State) -> Turn {
        let entry = state.waiting.removeFirst()
        let now = ContinuousClock.now
        let limit = now - state.lastEmpty > delay.interval ? delay.standing : delay.burst
        if state.waiting.isEmpty { state.lastEmpty = now }
        state.running += 1
        return Turn(queued: entry.queued, isOverdue: entry.isQueued && now - entry.since > limit)
    }

    /// Ends a turn, for good or while its thread waits for another one.
    func leave() {
        let isWanted = state.withLock { state in
            state.running -= 1
            return (!state.waiting.isEmpty && state.running < concurrency) || (state.isClosed && state.waiting.isEmpty)
        }
        if isWanted { available.signal() }
    }

    /// Goes on with a turn after a wait.
    func resume() {
        state.withLock { $0.running += 1 }
    }

    /// Lets the workers end once nothing waits any more.
    func close() {
        state.withLock { $0.isClosed = true }
        available.signal()
    }
}

import DequeModule
import Dispatch
import Synchronization

/// The requests that wait for a worker, first come, first served.
///
/// At most `concurrency` of them are in work at a time: a hundred threads on two processors make every answer late. None
/// waits for long while the queue is standing (Nichols and Jacobson 2012, "Controlling queue delay"; in the form of Maurer
/// 2015, "Fail at scale", both in ACM Queue): a queue that empties now and then is a burst, whose requests are all
/// answered; one that does not empty only makes each answer late.
final class RequestQueue: Sendable {
    struct Turn {
        let queued: QueuedRequest
        let isOverdue: Bool
    }

    private struct Entry {
        let queued: QueuedRequest
        let since: ContinuousClock.Instant
        /// Whether all turns were taken when it arrived; if not, it waits for a processor only and is never overdue.
        let isQueued: Bool
    }

    private struct State {
        var waiting: Deque<Entry> = []
        /// How many are in work, without those that wait for other threads.
        var running = 0
        var lastEmpty = ContinuousClock.now
        var isClosed = false
    }

    private let concurrency: Int
    private let delay: FastCGIServer.QueueDelay
    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    init(concurrency: Int, delay: FastCGIServer.QueueDelay) {
        (self.concurrency, self.delay) = (concurrency, delay)
    }

    var count: Int { state.withLock { $0.waiting.count } }

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

    /// Waits for the next one; nil once the queue is closed and empty. `leave` ends its turn.
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
                // Wakes the next waiting worker, which does the same.
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

    /// Ends a turn, or suspends it while its thread waits for another one.
    func leave() {
        let isWanted = state.withLock { state in
            state.running -= 1
            return (!state.waiting.isEmpty && state.running < concurrency) || (state.isClosed && state.waiting.isEmpty)
        }
        if isWanted { available.signal() }
    }

    /// Resumes a turn after a wait.
    func resume() { state.withLock { $0.running += 1 } }

    /// Ends the workers once no request waits.
    func close() {
        state.withLock { $0.isClosed = true }
        available.signal()
    }
}

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

    /// A thread that takes requests; it sleeps while there is none for it.
    final class Worker: Sendable {
        fileprivate let wakeUp = DispatchSemaphore(value: 0)
    }

    private struct State {
        var waiting: Deque<Entry> = []
        /// How many are in work, without those that wait for other threads.
        var running = 0
        /// The workers that sleep. The last one is woken first: its memory is still in the processor's caches.
        var sleeping: [Worker] = []
        /// How many workers were woken and have not looked for a request yet.
        var woken = 0
        var lastEmpty = ContinuousClock.now
        var isClosed = false

        /// Takes out the workers that have to be woken.
        mutating func wake(concurrency: Int) -> [Worker] {
            if isClosed, waiting.isEmpty {
                defer { sleeping = [] }
                woken += sleeping.count
                return sleeping
            }
            guard waiting.count > woken, running + woken < concurrency, let worker = sleeping.popLast() else {
                return []
            }
            woken += 1
            return [worker]
        }
    }

    private let concurrency: Int
    private let delay: FastCGIServer.QueueDelay
    private let state = Mutex(State())

    init(concurrency: Int, delay: FastCGIServer.QueueDelay) {
        (self.concurrency, self.delay) = (concurrency, delay)
    }

    var count: Int { state.withLock { $0.waiting.count } }

    /// How many turns are taken.
    var running: Int { state.withLock { $0.running } }

    func append(_ request: QueuedRequest) {
        change { state in
            let now = ContinuousClock.now
            if state.waiting.isEmpty { state.lastEmpty = now }
            let isQueued = state.waiting.count >= concurrency - min(state.running, concurrency)
            state.waiting.append(Entry(queued: request, since: now, isQueued: isQueued))
        }
    }

    /// Waits for the next one; nil once the queue is closed and empty.
    ///
    /// - Parameter hasTurn: whether the worker has one already, which ends.
    func next(for worker: Worker, ending hasTurn: Bool) -> Turn? {
        var (hasTurn, isWoken) = (hasTurn, false)
        while true {
            var turn: Turn?
            var isClosed = false
            change { state in
                if hasTurn { state.running -= 1 }
                if isWoken { state.woken -= 1 }
                isClosed = state.isClosed && state.waiting.isEmpty
                if !state.waiting.isEmpty, state.running < concurrency {
                    turn = take(from: &state)
                } else if !isClosed {
                    state.sleeping.append(worker)
                }
            }
            if turn != nil || isClosed { return turn }
            worker.wakeUp.wait()
            (hasTurn, isWoken) = (false, true)
        }
    }

    /// Changes the state, and wakes the workers for which there is something to do then.
    private func change(_ body: (inout State) -> Void) {
        let woken = state.withLock { state in
            body(&state)
            return state.wake(concurrency: concurrency)
        }
        for worker in woken { worker.wakeUp.signal() }
    }

    private func take(from state: inout State) -> Turn {
        let entry = state.waiting.removeFirst()
        let now = ContinuousClock.now
        let limit = now - state.lastEmpty > delay.interval ? delay.standing : delay.burst
        if state.waiting.isEmpty { state.lastEmpty = now }
        state.running += 1
        return Turn(queued: entry.queued, isOverdue: entry.isQueued && now - entry.since > limit)
    }

    /// Suspends a turn while its thread waits for another one.
    func leave() { change { $0.running -= 1 } }

    /// Resumes a turn after a wait.
    func resume() { state.withLock { $0.running += 1 } }

    /// Ends the workers once no request waits.
    func close() { change { $0.isClosed = true } }
}

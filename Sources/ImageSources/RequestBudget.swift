import Search
import Synchronization

/// How many requests a service still takes from us, by our own count and by what the service says.
///
/// At most `limit` requests start in any `window` of time (a sliding window), and one client has at most half of what
/// the others leave. A shared budget counts the requests of other processes with the same key. Other programs may use
/// the key too, so what the service says in its answers counts if it is less.
public final class RequestBudget: Sendable {
    /// What the service said: how many more requests it takes until a moment.
    private struct Allowance {
        var remaining: Int
        var until: ContinuousClock.Instant
    }

    /// Why a request may not be made.
    public struct Refusal: Sendable, Equatable {
        /// How long until it may.
        public let wait: Duration
        /// Whether it is the client's share that is used up, not the whole budget.
        public let isOfClient: Bool

        public init(wait: Duration, isOfClient: Bool) {
            self.wait = wait
            self.isOfClient = isOfClient
        }
    }

    private struct Start {
        let at: ContinuousClock.Instant
        let client: String
    }

    private struct State {
        var starts: [Start] = []
        var running = 0
        var allowance: Allowance?
    }

    /// The limit of what the service says: one wrong answer must not stop all requests for long.
    static let longestPause = Duration.seconds(600)

    let limit: Int
    private let window: Duration
    private let shared: (any SharedBudget)?
    private let state = Mutex(State())

    /// A budget of `limit` requests per `window`; Pixabay's is 100 per 60 s.
    ///
    /// - Parameter shared: the budget of all processes that use the same key.
    public init(limit: Int = 100, window: Duration = .seconds(60), shared: (any SharedBudget)? = nil) {
        self.limit = limit
        self.window = window
        self.shared = shared
    }

    /// Takes one request out of the budget.
    ///
    /// - Parameter client: whose share is used; empty for none.
    /// - Returns: nil if the request may be made; then call ``finish(remaining:reset:at:)`` when it ends. Else why not.
    func take(for client: String = "", at now: ContinuousClock.Instant = .now) -> Refusal? {
        if let refusal = takeOwn(for: client, at: now) { return refusal }
        guard case .refused(let refusal) = shared?.take(limit: limit, window: window, for: client) else { return nil }
        state.withLock { state in
            state.running -= 1
            state.allowance?.remaining += 1
            if let index = state.starts.lastIndex(where: { $0.at == now && $0.client == client }) {
                state.starts.remove(at: index)
            }
        }
        return refusal
    }

    private func takeOwn(for client: String, at now: ContinuousClock.Instant) -> Refusal? {
        state.withLock { state in
            state.starts.removeAll { $0.at + window <= now }
            if state.starts.count >= limit {
                return Refusal(wait: now.duration(to: state.starts[0].at + window), isOfClient: false)
            }
            var free = limit - state.starts.count
            if let allowance = state.allowance, now < allowance.until {
                if allowance.remaining <= 0 {
                    return Refusal(wait: now.duration(to: allowance.until), isOfClient: false)
                }
                free = min(free, allowance.remaining)
            }
            let own = state.starts.filter { $0.client == client }
            guard FairShare.allows(own: own.count, free: free, client: client) else {
                let first = own.first?.at ?? now
                return Refusal(wait: now.duration(to: first + window), isOfClient: true)
            }
            state.allowance?.remaining -= 1
            state.starts.append(Start(at: now, client: client))
            state.running += 1
            return nil
        }
    }

    /// How many requests may start now; those of other processes are not counted.
    func left(at now: ContinuousClock.Instant = .now) -> Int {
        state.withLock { state in
            let own = limit - state.starts.count { $0.at + window > now }
            guard let allowance = state.allowance, now < allowance.until else { return own }
            return max(0, min(own, allowance.remaining))
        }
    }

    /// Notes the end of a request that was taken, and what the service said with it.
    ///
    /// - Parameters:
    ///   - remaining: how many more it takes; nil if it said nothing.
    ///   - reset: the time until it takes the full number again.
    func finish(remaining: Int?, reset: Duration?, at now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.running -= 1
            guard let remaining, let reset, reset > .zero else { return }
            // The service may not have counted those that are still running.
            state.allowance = Allowance(
                remaining: remaining - state.running, until: now + min(reset, Self.longestPause))
        }
    }
}

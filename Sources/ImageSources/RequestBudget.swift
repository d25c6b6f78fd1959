import Synchronization

/// How many requests a service still takes from us, by our own count and by what it says itself.
///
/// Our count is a window that slides: at most `limit` requests start in any `window`. Other processes may use the same
/// key, so what the service says in its answers counts too where it is less.
public final class RequestBudget: Sendable {
    /// What the service said of itself: so many more requests until then.
    private struct Allowance {
        var remaining: Int
        var until: ContinuousClock.Instant
    }

    private struct State {
        var starts: [ContinuousClock.Instant] = []
        var underWay = 0
        var allowance: Allowance?
    }

    /// Whatever the service says: one wrong answer must not stop all requests for long.
    static let longestPause = Duration.seconds(600)

    private let limit: Int
    private let window: Duration
    private let state = Mutex(State())

    /// A budget of `limit` requests per `window`; Pixabay's is 100 per 60 s.
    public init(limit: Int = 100, window: Duration = .seconds(60)) {
        self.limit = limit
        self.window = window
    }

    /// Takes one request out of the budget.
    ///
    /// - Returns: nil if there is one, which `settle` must be told the end of; else how long until there will be.
    func take(at now: ContinuousClock.Instant = .now) -> Duration? {
        state.withLock { state in
            state.starts.removeAll { $0 + window <= now }
            if state.starts.count >= limit { return now.duration(to: state.starts[0] + window) }
            if let allowance = state.allowance, now < allowance.until {
                if allowance.remaining <= 0 { return now.duration(to: allowance.until) }
                state.allowance?.remaining -= 1
            }
            state.starts.append(now)
            state.underWay += 1
            return nil
        }
    }

    /// Notes the end of a request that was taken, and what the service said with it.
    ///
    /// - Parameters:
    ///   - remaining: how many more it takes; nil if it said nothing.
    ///   - reset: the time until it takes the full number again.
    func settle(remaining: Int?, reset: Duration?, at now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.underWay -= 1
            guard let remaining, let reset, reset > .zero else { return }
            // The service may not have seen those that are still under way.
            state.allowance = Allowance(
                remaining: remaining - state.underWay, until: now + min(reset, Self.longestPause))
        }
    }
}

import Search
import Synchronization

/// Counts the calls to a picture source.
final class SourceCalls: Sendable {
    private struct State {
        var calls: [SourceStatistics.Call: [SourceStatistics.Outcome: Int]] = [:]
        var withheld = 0
    }

    private let state = Mutex(State())

    /// Counts a call that ended, with its error if it failed.
    func ended(_ call: SourceStatistics.Call, _ error: SourceError? = nil) {
        state.withLock { $0.calls[call, default: [:]][SourceStatistics.Outcome(error), default: 0] += 1 }
    }

    /// Counts a call that was not made, since the budget is used up.
    func withheld() {
        state.withLock { $0.withheld += 1 }
    }

    func statistics(of budget: RequestBudget) -> SourceStatistics {
        let left = budget.left()
        return state.withLock { state in
            var statistics = SourceStatistics(quota: budget.limit, quotaLeft: left)
            (statistics.calls, statistics.withheld) = (state.calls, state.withheld)
            return statistics
        }
    }
}

import Search
import Synchronization

final class SourceCalls: Sendable {
    private let counts = Mutex(SourceStatistics(quota: 0, quotaLeft: 0))

    func ended(_ call: SourceStatistics.Call, _ error: SourceError? = nil) {
        counts.withLock { $0.calls[call, default: [:]][SourceStatistics.Outcome(error), default: 0] += 1 }
    }

    /// Counts a call that was not made, since the budget is used up.
    func withheld() {
        counts.withLock { $0.withheld += 1 }
    }

    func statistics(of budget: RequestBudget) -> SourceStatistics {
        var statistics = counts.withLock { $0 }
        (statistics.quota, statistics.quotaLeft) = (budget.limit, budget.left())
        return statistics
    }
}

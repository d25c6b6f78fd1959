import TestSupport
import Testing

@testable import ImageSources

@Suite("Request budget")
struct RequestBudgetTests {
    let start = ContinuousClock.now

    @Test("allows a number of requests in any window of time")
    func slidingWindow() {
        let budget = RequestBudget(limit: 3, window: .seconds(60))
        for second in [0, 10, 20] {
            #expect(budget.take(at: start + .seconds(second)) == nil)
            budget.finish(remaining: nil, reset: nil, at: start)
        }
        #expect(budget.take(at: start + .seconds(30))?.wait == .seconds(30))
        #expect(budget.take(at: start + .seconds(59))?.wait == .seconds(1))
        #expect(budget.take(at: start + .seconds(60)) == nil)
        #expect(budget.take(at: start + .seconds(60))?.wait == .seconds(10))
        #expect(budget.take(at: start + .seconds(70)) == nil)
    }

    @Test("follows the service if it allows less")
    func serviceGrantsLess() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        #expect(budget.take(at: start) == nil)
        budget.finish(remaining: 2, reset: .seconds(40), at: start)
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start)?.wait == .seconds(40))
        #expect(budget.take(at: start + .seconds(40)) == nil)
    }

    @Test("counts the requests that the service has not counted yet")
    func underWay() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        for _ in 0..<3 { #expect(budget.take(at: start) == nil) }
        // The answer to the first says that two are left: the second and the third.
        budget.finish(remaining: 2, reset: .seconds(40), at: start)
        #expect(budget.take(at: start)?.wait == .seconds(40))
    }

    @Test("allows more when the service does, and never blocks for more than ten minutes")
    func serviceGrantsMore() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start) == nil)
        budget.finish(remaining: 1, reset: .seconds(1_000_000), at: start)
        #expect(budget.take(at: start)?.wait == .seconds(600))
        budget.finish(remaining: 50, reset: .seconds(30), at: start)
        #expect(budget.take(at: start) == nil)
        budget.finish(remaining: 0, reset: .zero, at: start)
        #expect(budget.take(at: start) == nil)
    }

    @Test("leaves half for other clients, and what is used comes back after the window")
    func shares() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        func taken(by client: String, at second: Int) -> Int {
            (0..<200).count { _ in budget.take(for: client, at: start + .seconds(second)) == nil }
        }
        #expect(taken(by: "a", at: 0) == 50)
        #expect(budget.take(for: "a", at: start + .seconds(10)) == .init(wait: .seconds(50), isOfClient: true))
        #expect(taken(by: "b", at: 20) == 25)
        #expect(taken(by: "c", at: 20) == 12)
        #expect(taken(by: "", at: 20) == 13)
        #expect(budget.take(for: "d", at: start + .seconds(30)) == .init(wait: .seconds(30), isOfClient: false))
        // The share of a is free again; the others hold 50.
        #expect(taken(by: "a", at: 60) == 25)
    }

    @Test("gives one client half of what the service allows")
    func sharesAllowance() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        #expect(budget.take(for: "a", at: start) == nil)
        budget.finish(remaining: 3, reset: .seconds(40), at: start)
        #expect(budget.take(for: "a", at: start) == nil)
        #expect(budget.take(for: "a", at: start)?.isOfClient == true)
        #expect(budget.take(for: "b", at: start) == nil)
        #expect(budget.take(for: "b", at: start)?.isOfClient == true)
        #expect(budget.take(for: "c", at: start) == nil)
        #expect(budget.take(for: "d", at: start) == .init(wait: .seconds(40), isOfClient: false))
    }

    private struct FixedBudget: SharedBudget {
        let answer: SharedBudgetAnswer

        func take(limit: Int, window: Duration, for client: String) -> SharedBudgetAnswer { answer }
    }

    /// Grants the first request only.
    private struct FirstBudget: SharedBudget {
        let refusal: RequestBudget.Refusal
        let calls = Counter()

        func take(limit: Int, window: Duration, for client: String) -> SharedBudgetAnswer {
            defer { calls.add() }
            return calls.count == 0 ? .granted : .refused(refusal)
        }
    }

    @Test("is shared with other processes, whose requests are not counted as our own")
    func shared() {
        let refusal = RequestBudget.Refusal(wait: .seconds(9), isOfClient: true)
        let used = RequestBudget(limit: 1, window: .seconds(60), shared: FixedBudget(answer: .refused(refusal)))
        for _ in 0..<3 { #expect(used.take(for: "a", at: start) == refusal) }
        for answer in [SharedBudgetAnswer.granted, .unavailable] {
            let budget = RequestBudget(limit: 1, window: .seconds(60), shared: FixedBudget(answer: answer))
            #expect(budget.take(at: start) == nil)
            #expect(budget.take(at: start)?.wait == .seconds(60))
        }
        // Nor as one of those that the service grants.
        let budget = RequestBudget(limit: 100, window: .seconds(60), shared: FirstBudget(refusal: refusal))
        #expect(budget.take(at: start) == nil)
        budget.finish(remaining: 2, reset: .seconds(40), at: start)
        for _ in 0..<3 { #expect(budget.take(at: start) == refusal) }
        #expect(budget.left(at: start) == 2)
    }

    @Test("is kept by many threads at once")
    func threads() async {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        let granted = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<50).count { _ in budget.take() == nil } }
            }
            return await group.reduce(0, +)
        }
        #expect(granted == 100)
    }
}

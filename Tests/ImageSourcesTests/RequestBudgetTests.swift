import Testing

@testable import ImageSources

@Suite("Request budget")
struct RequestBudgetTests {
    let start = ContinuousClock.now

    @Test("allows so many requests in any window that slides")
    func slidingWindow() {
        let budget = RequestBudget(limit: 3, window: .seconds(60))
        for second in [0, 10, 20] {
            #expect(budget.take(at: start + .seconds(second)) == nil)
            budget.settle(remaining: nil, reset: nil, at: start)
        }
        #expect(budget.take(at: start + .seconds(30)) == .seconds(30))
        #expect(budget.take(at: start + .seconds(59)) == .seconds(1))
        #expect(budget.take(at: start + .seconds(60)) == nil)
        #expect(budget.take(at: start + .seconds(60)) == .seconds(10))
        #expect(budget.take(at: start + .seconds(70)) == nil)
    }

    @Test("believes the service when that grants less")
    func serviceGrantsLess() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        #expect(budget.take(at: start) == nil)
        budget.settle(remaining: 2, reset: .seconds(40), at: start)
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start) == .seconds(40))
        #expect(budget.take(at: start + .seconds(40)) == nil)
    }

    @Test("counts the requests that the service has not seen yet")
    func underWay() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        for _ in 0..<3 { #expect(budget.take(at: start) == nil) }
        // The answer to the first says that two are left: the second and the third.
        budget.settle(remaining: 2, reset: .seconds(40), at: start)
        #expect(budget.take(at: start) == .seconds(40))
    }

    @Test("grants again when the service grants more, and never blocks for more than an hour")
    func serviceGrantsMore() {
        let budget = RequestBudget(limit: 100, window: .seconds(60))
        #expect(budget.take(at: start) == nil)
        #expect(budget.take(at: start) == nil)
        budget.settle(remaining: 1, reset: .seconds(1_000_000), at: start)
        #expect(budget.take(at: start) == .seconds(600))
        budget.settle(remaining: 50, reset: .seconds(30), at: start)
        #expect(budget.take(at: start) == nil)
        budget.settle(remaining: 0, reset: .zero, at: start)
        #expect(budget.take(at: start) == nil)
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

import Testing
import Threads

@Suite struct DeadlineTests {
    @Test("a limit shortens the deadlines made with it, also during waits")
    func comesForward() {
        let limit = DeadlineLimit()
        let now = ContinuousClock.now
        let limited = Deadline(at: now + .seconds(600), limit: limit)
        let free = Deadline(at: now + .seconds(600))
        let early = Deadline(at: now, limit: limit)
        #expect(limited == free)
        let monitor = Monitor(0)
        limit.set(now + .milliseconds(300))
        #expect(monitor.wait(until: limited) { _ in Int?.none } == nil)
        #expect(limited.hasPassed)
        #expect(limited < free)
        #expect(early.instant == now)
        #expect(!free.hasPassed)
    }
}

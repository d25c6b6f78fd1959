import Testing

@testable import Search

@Suite struct ArrivalTimesTests {
    private let start = ContinuousClock.now

    /// When to answer after arrivals at these seconds, in seconds; nil if it is not known yet.
    private func answer(_ count: Int, after arrivals: [Double]) -> Double? {
        var times = ArrivalTimes(of: count, since: start)
        for seconds in arrivals { times.add(at: start + .seconds(seconds)) }
        return times.answerAt.map { start.duration(to: $0) / .seconds(1) }
    }

    @Test("the last tenth has twice the median's time, and a second at least")
    func lastTenth() {
        #expect(answer(30, after: Array(repeating: 0.1, count: 14)) == nil)
        #expect(answer(30, after: Array(repeating: 0.1, count: 27)) == 1.1)
        #expect(answer(30, after: Array(repeating: 3, count: 27)) == 9)
        // Later arrivals change nothing.
        #expect(answer(30, after: Array(repeating: 0.1, count: 27) + [0.9]) == 1.1)
    }

    @Test("the second half has eight times the median's time, and six seconds at least")
    func secondHalf() {
        #expect(answer(30, after: Array(repeating: 0.1, count: 15)) == 6.1)
        #expect(answer(30, after: Array(repeating: 2, count: 20)) == 18)
    }

    @Test("the wait for the last picture of a small pool is limited too", arguments: [2, 3, 5, 9])
    func smallPools(count: Int) {
        #expect(answer(count, after: Array(repeating: 0.1, count: count - 1)) == 1.1)
    }

    @Test("a pool of one picture, or none, has no rest", arguments: [0, 1])
    func tinyPools(count: Int) {
        #expect(answer(count, after: Array(repeating: 0.1, count: count)) == nil)
    }
}

/// When the pictures of a pool arrived, and how long it makes sense to wait for the rest of them.
///
/// One slow picture must not decide how long a search takes (Dean and Barroso 2013, "The Tail at Scale"): once nine
/// tenths have arrived, the rest have twice the median's time; once half have arrived, eight times.
struct ArrivalTimes: Sendable {
    private struct Step {
        /// The part of the pictures that may be missing.
        let missing: Double
        /// The time for the rest, in medians.
        let medians: Int
        /// The least time for the rest: a median of milliseconds says nothing about a slow request.
        let minimum: Duration
    }

    private static let steps = [
        Step(missing: 0.5, medians: 8, minimum: .seconds(6)), Step(missing: 0.1, medians: 2, minimum: .seconds(1)),
    ]

    private let count: Int
    private let start: ContinuousClock.Instant
    private var times: [Duration] = []

    /// When to answer with what has arrived; nil while too much is missing.
    private(set) var answerAt: ContinuousClock.Instant?

    /// - Parameters:
    ///   - count: how many pictures are awaited.
    ///   - start: when the wait began.
    init(of count: Int, since start: ContinuousClock.Instant = .now) {
        self.count = count
        self.start = start
    }

    /// Notes that a picture has arrived or failed.
    mutating func add(at now: ContinuousClock.Instant = .now) {
        times.append(start.duration(to: now))
        let missing = count - times.count
        // One picture of a small pool is more than a tenth.
        for step in Self.steps where missing == max(1, Int(Double(count) * step.missing)) {
            let moment = now + max(step.minimum, times[times.count / 2] * step.medians)
            answerAt = min(answerAt ?? moment, moment)
        }
    }
}

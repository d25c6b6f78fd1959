/// Counts of values in buckets by size, from which Prometheus computes quantiles.
public struct Histogram: Sendable {
    /// Seconds: a known sentence takes less than a millisecond, a search up to its deadline (15 s) and a stream longer.
    public static let durationBounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 60,
    ]

    /// Upper bounds, inclusive; ascending.
    let bounds: [Double]
    private(set) var count = 0
    private(set) var sum = 0.0
    /// Counts of values between each bound and the one before it; the last counts those above all bounds.
    private var buckets: [Int]

    public init(bounds: [Double]) {
        self.bounds = bounds
        buckets = Array(repeating: 0, count: bounds.count + 1)
    }

    public mutating func observe(_ value: Double) {
        buckets[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        count += 1
        sum += value
    }

    /// How many values are at most each bound; the last bound is infinity.
    var cumulativeCounts: [(bound: Double, count: Int)] {
        var total = 0
        return zip(bounds + [.infinity], buckets).map { bound, count in
            total += count
            return (bound, total)
        }
    }
}

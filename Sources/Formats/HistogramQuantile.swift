/// A quantile of a histogram's observations.
public enum HistogramQuantile {
    /// As Prometheus' `histogram_quantile` estimates it: linear within a bucket, and the largest finite bound for
    /// values above it.
    ///
    /// - Parameters:
    ///   - share: 0.5 for the median.
    ///   - buckets: how many observations were at most each bound, by bound.
    /// - Returns: nil without observations.
    public static func estimate(_ share: Double, of buckets: [(bound: Double, count: Double)]) -> Double? {
        guard let total = buckets.last?.count, total > 0 else { return nil }
        let rank = share * total
        guard let index = buckets.firstIndex(where: { $0.count >= rank }) else { return nil }
        let lower = index == 0 ? (bound: 0, count: 0) : buckets[index - 1]
        let upper = buckets[index]
        guard upper.bound.isFinite, upper.count > lower.count else { return lower.bound }
        return lower.bound + (upper.bound - lower.bound) * (rank - lower.count) / (upper.count - lower.count)
    }

    /// What was counted between two readings of a histogram.
    public static func difference(
        _ later: [(bound: Double, count: Double)], _ earlier: [(bound: Double, count: Double)]
    ) -> [(bound: Double, count: Double)] {
        let counts = Dictionary(earlier.map { ($0.bound, $0.count) }) { $1 }
        // After a restart the counts begin at zero.
        return later.map { ($0.bound, $0.count - min($0.count, counts[$0.bound] ?? 0)) }
    }
}

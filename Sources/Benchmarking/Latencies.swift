import Formats
import Threads

/// The times of equal pieces of work.
struct Latencies: Sendable {
    private let sorted: [Duration]

    init(_ samples: [Duration]) { sorted = samples.sorted() }

    var count: Int { sorted.count }
    /// The shortest.
    var best: Duration? { sorted.first }
    /// Half of them took no longer.
    var median: Duration? { percentile(50) }

    /// Their arithmetic mean.
    var mean: Duration? { sorted.isEmpty ? nil : sorted.reduce(.zero, +) / sorted.count }

    /// The nearest-rank percentile: the smallest sample that is not below `percent` of all; nil without samples.
    func percentile(_ percent: Double) -> Duration? {
        guard !sorted.isEmpty else { return nil }
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }

    /// The figures of reports, in milliseconds; null without samples.
    var json: JSON {
        [
            "best_ms": Self.milliseconds(best), "mean_ms": Self.milliseconds(mean),
            "p50_ms": Self.milliseconds(median), "p90_ms": Self.milliseconds(percentile(90)),
            "p99_ms": Self.milliseconds(percentile(99)),
        ]
    }

    private static func milliseconds(_ duration: Duration?) -> JSON {
        duration.map { .rounded($0.milliseconds, decimals: 3) } ?? .null
    }
}

public import Formats
import Search
import Synchronization
import Threads

/// Counts of answers, and how long they took.
public final class RequestMetrics: Sendable {
    private struct Answer: Hashable, Comparable {
        let path: String
        let status: Int

        static func < (one: Answer, other: Answer) -> Bool {
            (one.path, one.status) < (other.path, other.status)
        }
    }

    private struct Kind: Hashable, Comparable {
        let path: String
        /// `2xx`, `4xx` or `5xx`.
        let statusClass: String
        /// Where the pool came from; `none` without one.
        let pool: String

        static func < (one: Kind, other: Kind) -> Bool {
            (one.path, one.statusClass, one.pool) < (other.path, other.statusClass, other.pool)
        }
    }

    private struct State {
        var answers: [Answer: Int] = [:]
        var durations: [Kind: Histogram] = [:]
    }

    private let state: Mutex<State>

    /// - Parameter paths: those of searches, whose metrics begin at zero, so that a rate counts the first one, too.
    public init(searches paths: [String] = ["/search", "/search/stream"]) {
        var first = State()
        for path in paths {
            for status in [200, 400, 429, 500, 502, 503, 504] { first.answers[Answer(path: path, status: status)] = 0 }
            for pool in PoolOrigin.allCases {
                first.durations[Kind(path: path, statusClass: "2xx", pool: pool.rawValue)] = Self.noDurations
            }
            for statusClass in ["4xx", "5xx"] {
                first.durations[Kind(path: path, statusClass: statusClass, pool: "none")] = Self.noDurations
            }
        }
        state = Mutex(first)
    }

    private static let noDurations = Histogram(bounds: Histogram.durationBounds)

    /// Counts an answer.
    ///
    /// - Parameters:
    ///   - path: one of those that exist, or a word for all others: every path has series of its own.
    ///   - pool: where a search's pool came from.
    func answered(path: String, status: Int, pool: PoolOrigin?, in duration: Duration) {
        let kind = Kind(path: path, statusClass: "\(status / 100)xx", pool: pool?.rawValue ?? "none")
        state.withLock { state in
            state.answers[Answer(path: path, status: status), default: 0] += 1
            state.durations[kind, default: Self.noDurations].observe(duration.seconds)
        }
    }

    public var families: [MetricFamily] {
        let (answers, durations) = state.withLock { ($0.answers, $0.durations) }
        return [
            MetricFamily(
                counter: "descry_requests_total", "Answers by path and status.", labels: ["path", "status"],
                answers.sorted { $0.key < $1.key }.map { ([$0.key.path, "\($0.key.status)"], $0.value) }),
            MetricFamily(
                .histogram, "descry_request_duration_seconds",
                "Time from a request's arrival at the process until its answer is ready, by path, class of status, and "
                    + "where the search's pool came from.",
                durations.sorted { $0.key < $1.key }.map { kind, durations in
                    .init(
                        labels: [("path", kind.path), ("status_class", kind.statusClass), ("pool", kind.pool)],
                        value: .histogram(durations))
                }),
        ]
    }
}

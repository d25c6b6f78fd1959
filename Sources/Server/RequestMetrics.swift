public import Formats
import Search
import Synchronization
import Threads

/// Counts of answers, and how long they took.
public final class RequestMetrics: Sendable {
    private struct Answer: Hashable {
        let path: String
        let status: Int
    }

    private struct Kind: Hashable {
        let path: String
        /// `2xx`, `4xx` or `5xx`.
        let statusClass: String
        /// Where the pool came from; `none` without one.
        let pool: String

        var labels: [String] { [path, statusClass, pool] }
    }

    private struct State {
        var answers: [Answer: Int] = [:]
        var durations: [Kind: Histogram] = [:]
    }

    private let state: Mutex<State>

    /// The metrics of searches begin at zero, so that a rate counts the first one too.
    public init() {
        var first = State()
        for path in SearchPath.allCases.map(\.rawValue) {
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
    ///   - path: one that exists, or one word for all others: every path has series of its own.
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
                answers.sorted { ($0.key.path, $0.key.status) < ($1.key.path, $1.key.status) }
                    .map { ([$0.key.path, "\($0.key.status)"], $0.value) }),
            MetricFamily(
                .histogram, "descry_request_duration_seconds",
                "Time from a request's arrival at the process until its answer is ready, by path, class of status, and "
                    + "where the search's pool came from.",
                durations.sorted { $0.key.labels.lexicographicallyPrecedes($1.key.labels) }.map { kind, durations in
                    .init(
                        labels: zip(["path", "status_class", "pool"], kind.labels).map { ($0, $1) },
                        value: .histogram(durations))
                }),
        ]
    }
}

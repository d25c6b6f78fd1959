import Search
import Synchronization

/// Counts for Prometheus (text exposition format 0.0.4).
final class Metrics: Sendable {
    /// Upper bounds in seconds: a known pool takes milliseconds, a new one seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct State {
        var requests: [Label: Int] = [:]
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
        var count = 0
        var sum = 0.0
    }

    private struct Label: Hashable {
        let path: String
        let status: Int
    }

    private let state = Mutex(State())

    /// Counts an answer.
    func answered(path: String, status: Int, in duration: Duration) {
        state.withLock { state in
            state.requests[Label(path: path, status: status), default: 0] += 1
            guard path == "/search" else { return }
            let seconds = duration.seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { state.buckets[index] += 1 }
            state.count += 1
            state.sum += seconds
        }
    }

    /// A counter with one label.
    struct LabelledCounter {
        let name: String
        let help: String
        let label: String
        let counts: [(value: String, count: Int)]

        var text: String {
            let lines = counts.map { "\(name){\(label)=\"\($0.value)\"} \($0.count)" }
            return (["# HELP \(name) \(help)", "# TYPE \(name) counter"] + lines).joined(separator: "\n") + "\n"
        }
    }

    /// Everything counted here, and the gauges given.
    func text(_ more: [(name: String, type: String, help: String, value: Double)]) -> String {
        let snapshot = state.withLock { $0 }
        var lines = [
            "# HELP descry_requests_total Answers by path and status.", "# TYPE descry_requests_total counter",
        ]
        let requests = snapshot.requests.sorted { ($0.key.path, $0.key.status) < ($1.key.path, $1.key.status) }
        for (label, count) in requests {
            lines.append("descry_requests_total{path=\"\(label.path)\",status=\"\(label.status)\"} \(count)")
        }
        lines += [
            "# HELP descry_search_duration_seconds Time to answer /search.",
            "# TYPE descry_search_duration_seconds histogram",
        ]
        for (bound, count) in zip(Self.bounds, snapshot.buckets) {
            lines.append("descry_search_duration_seconds_bucket{le=\"\(bound)\"} \(count)")
        }
        lines.append("descry_search_duration_seconds_bucket{le=\"+Inf\"} \(snapshot.count)")
        lines.append("descry_search_duration_seconds_sum \(snapshot.sum)")
        lines.append("descry_search_duration_seconds_count \(snapshot.count)")
        for metric in more {
            lines.append("# HELP \(metric.name) \(metric.help)")
            lines.append("# TYPE \(metric.name) \(metric.type)")
            lines.append("\(metric.name) \(metric.value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

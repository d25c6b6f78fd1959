public import Formats
import Foundation
import Threads

/// One line of the search benchmark's report.
public struct SearchBenchmarkRow {
    /// What was asked, for people.
    let name: String
    /// The same for programs: cold, new, known, repeated.
    let kind: String
    public let connections: Int
    let outcome: SearchLoad.Outcome
    private let latencies: Latencies

    public init(name: String, kind: String, connections: Int, _ outcome: SearchLoad.Outcome) {
        (self.name, self.kind, self.connections, self.outcome) = (name, kind, connections, outcome)
        latencies = Latencies(outcome.latencies)
    }

    /// The table's columns.
    public var cells: [String] {
        let milliseconds = { (percent: Double) in
            latencies.percentile(percent).map { String(format: "%.2f", $0.milliseconds) } ?? ""
        }
        let answers = outcome.statuses.values.reduce(0, +)
        let refused = answers - latencies.count + outcome.failures.values.reduce(0, +)
        let share = answers == 0 ? 0 : 100 * Double(outcome.cached) / Double(answers)
        return [
            name, String(connections), String(latencies.count), milliseconds(50), milliseconds(90), milliseconds(99),
            String(format: "%.1f", outcome.rate), String(refused), String(format: "%.0f %%", share),
        ]
    }

    public var json: JSON {
        .object([
            ("search", .string(kind)), ("name", .string(name)), ("connections", .integer(connections)),
            ("answers", .integer(latencies.count)), ("seconds", .rounded(outcome.elapsed.seconds, decimals: 3)),
            ("per_second", .rounded(outcome.rate, decimals: 2)), ("latency", latencies.json),
            (
                "statuses",
                .object(outcome.statuses.sorted { $0.key < $1.key }.map { (String($0.key), .integer($0.value)) })
            ),
            ("answered_by_nginx", .integer(outcome.cached)),
            (
                "failures",
                .object(outcome.failures.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
            ),
        ])
    }

    /// What the figures do not show by themselves, one sentence each.
    public static func remarks(on rows: [SearchBenchmarkRow]) -> [String] {
        func count(_ status: Int) -> Int { rows.reduce(0) { $0 + ($1.outcome.statuses[status] ?? 0) } }
        var remarks: [String] = []
        if count(429) > 0 {
            remarks.append(
                "\(count(429)) searches were refused with 429: the server limits the searches of one address "
                    + "(DESCRY_RATE, DESCRY_CONNECTIONS and DESCRY_UNLIMITED of nginx/configure), so the rates are the "
                    + "limit's, not the machine's")
        }
        if count(503) > 0 {
            remarks.append("\(count(503)) searches were refused with 503: the server had too much to do, or was away")
        }
        let others = Set(rows.flatMap(\.outcome.statuses.keys)).subtracting([200, 429, 503]).sorted()
        for status in others { remarks.append("\(count(status)) searches were answered with \(status)") }
        var failures: [String: Int] = [:]
        for row in rows { failures.merge(row.outcome.failures, uniquingKeysWith: +) }
        for (why, count) in failures.sorted(by: { $0.key < $1.key }) {
            remarks.append("\(count) searches had no answer: \(why)")
        }
        return remarks
    }
}

public import Formats
import Foundation
import Threads

/// One measurement of the search benchmark: one kind of search with one number of connections.
public struct SearchMeasurement {
    /// The kind of search, for people.
    let name: String
    /// The kind of search, for programs: cold, new, known, repeated.
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
        [
            "search": .string(kind), "name": .string(name), "connections": .integer(connections),
            "answers": .integer(latencies.count), "seconds": .rounded(outcome.elapsed.seconds, decimals: 3),
            "per_second": .rounded(outcome.rate, decimals: 2), "latency": latencies.json,
            "statuses": .object(outcome.statuses.sorted { $0.key < $1.key }.map { ("\($0.key)", .integer($0.value)) }),
            "answered_by_nginx": .integer(outcome.cached),
            "failures": .object(outcome.failures.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }),
        ]
    }

    /// Explanations of refusals and failures, one sentence each.
    public static func remarks(on measurements: [SearchMeasurement]) -> [String] {
        func count(_ status: Int) -> Int { measurements.reduce(0) { $0 + ($1.outcome.statuses[status] ?? 0) } }
        var remarks: [String] = []
        if count(429) > 0 {
            remarks.append(
                "\(count(429)) searches were refused with 429: the server limits the searches of one address "
                    + "(DESCRY_RATE, DESCRY_CONNECTIONS and DESCRY_UNLIMITED of nginx/configure), so the rates are the "
                    + "limit's, not the machine's")
        }
        if count(503) > 0 {
            remarks.append("\(count(503)) searches were refused with 503: the server was overloaded or unavailable")
        }
        let others = Set(measurements.flatMap(\.outcome.statuses.keys)).subtracting([200, 429, 503]).sorted()
        for status in others { remarks.append("\(count(status)) searches were answered with \(status)") }
        var failures: [String: Int] = [:]
        for measurement in measurements { failures.merge(measurement.outcome.failures, uniquingKeysWith: +) }
        for (why, count) in failures.sorted(by: { $0.key < $1.key }) {
            remarks.append("\(count) searches had no answer: \(why)")
        }
        return remarks
    }
}

public import FastCGI
import Formats
import Foundation

/// A running server at one moment, as its health paths describe it.
public struct ServerStatus {
    /// What `/ready` answers, as far as it is used here.
    private struct Readiness: Decodable {
        struct Checks: Decodable {
            let model: String
            let canary: String
            let redis: String
        }

        let status: String
        let checks: Checks
    }

    let taken = ContinuousClock.now
    /// `ready`, `not ready` or `draining`.
    let state: String
    let canary: String
    let redis: String
    let model: String
    let metrics: MetricsText

    /// - Throws: `FastCGIError` if no server answers, or its answer cannot be read.
    public init(of address: ListenAddress, timeout: Duration) throws(FastCGIError) {
        let client = Client(address)
        let ready = try client.get("/ready", timeout: timeout)
        guard let readiness = try? JSONDecoder().decode(Readiness.self, from: Data(ready.body)) else {
            throw .malformedAnswer("\(address)", detail: "/ready does not have the members of this version")
        }
        state = readiness.status
        canary = readiness.checks.canary
        redis = readiness.checks.redis
        model = readiness.checks.model.replacing("loaded: ", with: "")
        metrics = MetricsText(String(decoding: try client.get("/metrics", timeout: timeout).body, as: UTF8.self))
    }

    public var isReady: Bool { state == "ready" }

    var uptime: Double? {
        metrics.value("process_start_time_seconds").map { Date().timeIntervalSince1970 - $0 }
    }

    /// Answers by status, the health paths' left out.
    var answers: [(status: String, count: Int)] {
        var counts: [String: Double] = [:]
        for sample in metrics.all("descry_requests_total") {
            guard let path = sample.labels["path"], path.hasPrefix("/search"), let status = sample.labels["status"]
            else { continue }
            counts[status, default: 0] += sample.value
        }
        return counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { (status: $0.key, count: Int(clamped: $0.value)) }
    }

    var searches: Int { Int(clamped: answers.reduce(0) { $0 + Double($1.count) }) }

    /// How long answered searches took.
    var durations: [(bound: Double, count: Double)] {
        metrics.buckets("descry_request_duration_seconds", ["path": "/search", "status_class": "2xx"])
    }

    /// The calls that the picture source still allows, and its limit for a minute; nil where it has none.
    var quota: (left: Int, limit: Int)? {
        guard let left = metrics.value("descry_source_quota_left"), let limit = metrics.value("descry_source_quota")
        else { return nil }
        return (Int(clamped: left), Int(clamped: limit))
    }
}

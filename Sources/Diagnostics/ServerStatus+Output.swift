public import Formats
import Foundation
import Threads

extension ServerStatus {
    /// Seconds that a share of the searches took at most, since an earlier reading or the server's start.
    private func quantile(_ share: Double, since earlier: ServerStatus?) -> Double? {
        let counted = earlier.map { HistogramQuantile.difference(durations, $0.durations) } ?? durations
        return HistogramQuantile.estimate(share, of: counted)
    }

    private func rate(since earlier: ServerStatus?) -> Double? {
        guard let earlier else { return nil }
        return Double(max(0, searches - earlier.searches)) / (taken - earlier.taken).seconds
    }

    /// For people.
    ///
    /// - Parameter earlier: the reading before, from which times and rates are counted; nil for the server's start.
    public func text(since earlier: ServerStatus? = nil) -> String {
        let byStatus = answers.map { "\($0.count) with \($0.status)" }.joined(separator: ", ")
        let perSecond = rate(since: earlier).map { String(format: ", %.1f a second now", $0) } ?? ""
        var rows = [
            ("server", state + (isReady ? "" : ": \(canary)")), ("model", model),
            ("up", uptime.map(Self.words) ?? "?"),
            ("searches", "\(searches)\(byStatus.isEmpty ? "" : " (\(byStatus))")\(perSecond)"),
        ]
        if let median = quantile(0.5, since: earlier), let slow = quantile(0.99, since: earlier) {
            rows.append(("times", "p50 about \(Self.milliseconds(median)), p99 about \(Self.milliseconds(slow))"))
        }
        let waiting = (count("descry_waiting_texts"), count("descry_waiting_pictures"))
        rows.append(("encoder", "\(waiting.0) sentences and \(waiting.1) pictures wait"))
        rows.append(("workers", "\(count("descry_busy_workers")) busy"))
        if let bytes = metrics.value("process_resident_memory_bytes") {
            rows.append(("memory", "\(Int(clamped: bytes / 1_000_000)) MB"))
        }
        let pools = "\(count("descry_pools_in_memory")) in memory, \(count("descry_pools_loading")) being loaded"
        let loads =
            "\(count("descry_pool_source_loads_total")) came from the source, "
            + "\(count("descry_pool_cache_loads_total")) from Redis, \(count("descry_pool_failed_loads_total")) failed"
        rows += [("pools", "\(pools); \(loads)"), ("redis", redis), ("source", sourceText)]
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map {
            "\($0.0.padding(toLength: width + 2, withPad: " ", startingAt: 0))\($0.1)".escapingControls + "\n"
        }
        .joined()
    }

    private var sourceText: String {
        let isAway = metrics.value("descry_source_away") == 1
        let left = quota.map { "\($0.left) of \($0.limit) calls a minute are left" } ?? "no limit"
        return isAway ? "unavailable: its last calls failed; \(left)" : left
    }

    public var json: JSON {
        func number(_ name: String) -> JSON { metrics.value(name).map { .integer(Int(clamped: $0)) } ?? .null }
        func milliseconds(_ share: Double) -> JSON {
            quantile(share, since: nil).map { JSON.rounded(1000 * $0, decimals: 1) } ?? .null
        }
        return [
            "state": .string(state), "model": .string(model), "canary": .string(canary),
            "up_s": uptime.map { .integer(Int(clamped: $0)) } ?? .null,
            "searches": .object(answers.map { ($0.status, .integer($0.count)) }),
            "p50_ms": milliseconds(0.5), "p99_ms": milliseconds(0.99),
            "waiting_texts": number("descry_waiting_texts"), "waiting_pictures": number("descry_waiting_pictures"),
            "busy_workers": number("descry_busy_workers"),
            "memory_bytes": number("process_resident_memory_bytes"),
            "pools_in_memory": number("descry_pools_in_memory"), "pools_loading": number("descry_pools_loading"),
            "source_loads": number("descry_pool_source_loads_total"),
            "redis_loads": number("descry_pool_cache_loads_total"),
            "failed_loads": number("descry_pool_failed_loads_total"), "redis": .string(redis),
            "source_away": .bool(metrics.value("descry_source_away") == 1),
            "source_quota_left": quota.map { .integer($0.left) } ?? .null,
        ]
    }

    private func count(_ name: String) -> Int { Int(clamped: metrics.value(name) ?? 0) }

    private static func milliseconds(_ seconds: Double) -> String {
        String(format: seconds < 0.01 ? "%.1f ms" : "%.0f ms", 1000 * seconds)
    }

    /// As in `3 h 12 min`.
    private static func words(_ seconds: Double) -> String {
        let minutes = Int(clamped: seconds) / 60
        switch minutes {
        case 0: return "\(Int(clamped: seconds)) s"
        case ..<60: return "\(minutes) min"
        case ..<1440: return "\(minutes / 60) h \(minutes % 60) min"
        default: return "\(minutes / 1440) d \(minutes % 1440 / 60) h"
        }
    }
}

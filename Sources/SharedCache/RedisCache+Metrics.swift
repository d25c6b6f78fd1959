public import Formats
import Redis

extension RedisCache {
    /// What `/metrics` shows of Redis.
    ///
    /// - Parameter unreadable: values of the cache that could not be read, since the start.
    public func families(unreadable: Int) -> [MetricFamily] {
        // Asks Redis: before the counts are taken.
        let isReachable = isReachable
        let statistics = self.statistics
        var commands: [(values: [String], count: Int)] = []
        for (command, counts) in statistics.redis.commands.sorted(by: { $0.key < $1.key }) {
            for outcome in RedisStatistics.Outcome.allCases {
                commands.append(([command, outcome.rawValue], counts[outcome] ?? 0))
            }
        }
        return [
            MetricFamily(.gauge, "descry_cache_up", "Whether Redis answers.", isReachable ? 1 : 0),
            MetricFamily(
                counter: "descry_redis_commands_total",
                "Commands to Redis, by outcome; skipped means that Redis was known to be unavailable.",
                labels: ["command", "outcome"], commands),
            MetricFamily(
                .gauge, "descry_redis_breaker_open",
                "Whether commands fail at once, since Redis is unavailable; it is probed in the background.",
                statistics.isAway ? 1 : 0),
            MetricFamily(
                .counter, "descry_redis_losses_total", "How often Redis became unavailable.",
                Double(statistics.redis.losses)),
            MetricFamily(
                .counter, "descry_cache_failures_total", "Commands of the cache that failed.",
                Double(statistics.failures)),
            MetricFamily(
                .counter, "descry_cache_unreadable_total", "Unreadable values in Redis.",
                Double(unreadable)),
        ]
    }
}

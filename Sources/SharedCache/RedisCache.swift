public import Redis
public import Search
import Synchronization
import Threads

/// Redis as the shared cache; searches continue without it when it fails.
public final class RedisCache: Cache {
    /// Counts since the start.
    struct Statistics: Sendable {
        /// Commands that failed.
        var failures = 0
        /// Those of the connection to Redis, with the commands of the request budget.
        var redis = RedisStatistics()
        /// Whether commands fail at once at present, since Redis does not answer.
        var isAway = false
    }

    private let client: RedisClient
    private let counts = Mutex(Statistics())

    public init(_ client: RedisClient) {
        self.client = client
    }

    var statistics: Statistics {
        var statistics = counts.withLock { $0 }
        (statistics.redis, statistics.isAway) = (client.statistics, client.failure != nil)
        return statistics
    }

    /// Whether Redis answers now.
    public var isReachable: Bool { command(["PING"]) != nil }

    public func values(for keys: [String]) -> [[UInt8]?] {
        guard !keys.isEmpty else { return [] }
        let nothing = [[UInt8]?](repeating: nil, count: keys.count)
        guard let replies = command(["MGET"] + keys)?.array, replies.count == keys.count else { return nothing }
        return replies.map(\.bytes)
    }

    public func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration) {
        guard !entries.isEmpty else { return }
        let milliseconds = String(Int(lifetime.milliseconds))
        let commands = entries.map { ["SET", $0.key, $0.value, "PX", milliseconds] as [any RedisArgument] }
        do {
            // A full Redis answers an error to each write; the connection stays usable.
            let refused = try client.pipeline(commands).count { $0.errorMessage != nil }
            if refused > 0 { counts.withLock { $0.failures += refused } }
        } catch {
            counts.withLock { $0.failures += 1 }
        }
    }

    public func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock {
        switch command(["SET", key, token, "NX", "PX", String(Int(lifetime.milliseconds))]) {
        case .status: .taken
        case .null: .heldByAnother
        default: .unavailable
        }
    }

    public func renew(_ key: String, token: String, lifetime: Duration) {
        let script =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"
        _ = command(["EVAL", script, "1", key, token, String(Int(lifetime.milliseconds))])
    }

    public func unlock(_ key: String, token: String) {
        // In one step: otherwise a lock that another process has taken since could be released
        // (https://redis.io/docs/latest/commands/set/, "Patterns").
        let script = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
        _ = command(["EVAL", script, "1", key, token])
    }

    /// The reply, or nil if there is none or it is an error.
    private func command(_ words: [String]) -> RedisReply? {
        do {
            let reply = try client.pipeline([words])[0]
            if reply.errorMessage == nil { return reply }
        } catch {}
        counts.withLock { $0.failures += 1 }
        return nil
    }
}

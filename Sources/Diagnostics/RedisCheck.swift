public import Redis

/// Whether Redis answers. A server works without it, so only a login that Redis refuses is an error.
public enum RedisCheck {
    /// The check's name, also where its settings are wrong.
    public static let name = "redis"

    /// - Parameter configuration: nil where no Redis is set.
    public static func finding(_ configuration: RedisConfiguration?) -> Finding {
        guard let configuration else {
            return Finding(
                name, .warning, "none is set, so that nothing outlives the process or is shared with others",
                advice: "set REDISHOST")
        }
        let place = "Redis at \(configuration.endpoint)"
        do throws(RedisError) {
            let connection = try RedisConnection(configuration)
            let ping = try connection.command(["PING"])
            if let message = ping.errorMessage { throw .server(message: message) }
            // A user of Redis' access control list may not ask that, and need not.
            let memory = RedisMemory(try connection.command(["INFO", "memory"]))
            if let memory, memory.refusesWrites {
                return Finding(
                    name, .warning,
                    "\(place) answers, but keeps nothing new once its \(memory.limit / 1_000_000) MB are full",
                    advice: "set its maxmemory-policy to allkeys-lru")
            }
            return Finding(name, .ok, "\(place) answers" + (memory.map { ", \($0.used / 1_000_000) MB in use" } ?? ""))
        } catch .server(let message) {
            return Finding(
                name, .error, "\(place) refuses the login or the database: \(message)",
                advice: "check REDIS_USERNAME, REDIS_PASSWORD or its file, and REDIS_DB")
        } catch {
            return Finding(
                name, .warning,
                "\(place) does not answer (\(error)); searches continue without it, slower after a restart",
                advice: "check REDISHOST and REDISPORT")
        }
    }
}

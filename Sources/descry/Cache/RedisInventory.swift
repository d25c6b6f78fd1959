import Redis
import Search

/// What lies in Redis, looked through and deleted by whoever looks after it.
struct RedisInventory {
    private static let batch = 200

    private let client: RedisClient
    private let place: String

    /// - Throws: a ``ConfigurationError`` if no Redis is set, or it does not answer.
    init(_ options: RedisOptions, environment: Environment) throws {
        guard let configuration = try options.settings(environment: environment)?.configuration else {
            throw ConfigurationError("there is no cache without Redis: set REDISHOST")
        }
        client = RedisClient(configuration)
        place = "Redis at \(configuration.endpoint)"
        _ = try reply(to: ["PING"])
    }

    /// The keys of a pattern, each once, sorted.
    func keys(_ pattern: String) throws(ConfigurationError) -> [String] {
        var keys: Set<String> = []
        var cursor = "0"
        repeat {
            let parts = try reply(to: ["SCAN", cursor, "MATCH", pattern, "COUNT", 1000]).array ?? []
            guard parts.count == 2, let next = parts[0].bytes, let found = parts[1].array else {
                throw ConfigurationError("\(place) answers SCAN with something else than keys", code: .unavailable)
            }
            cursor = String(decoding: next, as: UTF8.self)
            keys.formUnion(found.compactMap(\.bytes).map { String(decoding: $0, as: UTF8.self) })
        } while cursor != "0"
        return keys.sorted()
    }

    /// The values of keys, in their order; nil for one that has expired meanwhile.
    func values(_ keys: [String]) throws(ConfigurationError) -> [[UInt8]?] {
        var values: [[UInt8]?] = []
        for start in stride(from: 0, to: keys.count, by: Self.batch) {
            let part = Array(keys[start..<min(keys.count, start + Self.batch)])
            values += (try reply(to: ["MGET"] + part).array ?? []).map(\.bytes)
        }
        return values
    }

    /// Bytes of the values of keys, in their order; 0 for one that is not there.
    func lengths(_ keys: [String]) throws(ConfigurationError) -> [Int] {
        try replies(to: keys.map { ["STRLEN", $0] }).map { if case .integer(let length) = $0 { length } else { 0 } }
    }

    /// All listings, by tag.
    func pools() throws(ConfigurationError) -> [StoredPool] {
        let keys = try keys(CacheKeys.poolPattern)
        return zip(keys, try values(keys)).compactMap { key, value in value.flatMap { StoredPool(key: key, value: $0) }
        }
        .sorted { ($0.tag, $0.source, $0.limit) < ($1.tag, $1.source, $1.limit) }
    }

    /// - Returns: how many were there.
    func delete(_ keys: [String]) throws(ConfigurationError) -> Int {
        try replies(to: keys.map { ["DEL", $0] }).reduce(0) {
            if case .integer(let count) = $1 { $0 + count } else { $0 }
        }
    }

    private func replies(to commands: [[any RedisArgument]]) throws(ConfigurationError) -> [RedisReply] {
        var replies: [RedisReply] = []
        for start in stride(from: 0, to: commands.count, by: Self.batch) {
            replies += try exchange(Array(commands[start..<min(commands.count, start + Self.batch)]))
        }
        return replies
    }

    private func reply(to command: [any RedisArgument]) throws(ConfigurationError) -> RedisReply {
        try exchange([command])[0]
    }

    private func exchange(_ commands: [[any RedisArgument]]) throws(ConfigurationError) -> [RedisReply] {
        do throws(RedisError) {
            let replies = try client.pipeline(commands)
            guard let message = replies.lazy.compactMap(\.errorMessage).first else { return replies }
            throw .server(message: message)
        } catch {
            guard case .server(let message) = error else {
                throw ConfigurationError("\(place) cannot be used: \(error)", code: .unavailable)
            }
            // What follows may quote keys.
            let words = message.split(separator: ", with args", maxSplits: 1)[0]
            throw ConfigurationError(
                "\(place) refuses: \(words); check REDIS_USERNAME, REDIS_PASSWORD and the user's rights")
        }
    }
}

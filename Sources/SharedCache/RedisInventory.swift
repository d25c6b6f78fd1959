public import Files
public import Redis
public import Search

/// What is in Redis, for the commands that list and delete it.
///
/// Other programs may have written there: keys that are not UTF-8, and values of other types or sizes, are passed over.
public struct RedisInventory {
    private static let batch = 200
    /// Bytes of values that are asked for at a time; a larger one is no listing.
    private static let batchBytes = 16 << 20
    /// Above the size of any value, and small enough that sums do not overflow.
    private static let longestValue = 1 << 40

    /// The limits of one list of keys, so that it ends whatever the server answers.
    enum ScanLimit {
        /// How many slots of Redis' table one call scans.
        static let slots = 10_000
        /// Enough for 200 million keys.
        static let calls = 20_000
        static let bytes = 1 << 30
        static let time = Duration.seconds(300)
    }

    private let client: RedisClient
    private let place: String

    /// - Throws: a ``SetupError`` if Redis does not answer.
    public init(_ configuration: RedisConfiguration) throws(SetupError) {
        client = RedisClient(configuration)
        place = "Redis at \(configuration.endpoint)"
        _ = try reply(to: ["PING"])
    }

    /// The keys of a pattern, each once, sorted by their bytes.
    ///
    /// - Throws: a ``SetupError`` also if the list does not end within ``ScanLimit``.
    public func keys(_ pattern: String) throws(SetupError) -> [[UInt8]] {
        var keys: Set<[UInt8]> = []
        var cursor = Array("0".utf8)
        var (calls, bytes) = (0, 0)
        let end = ContinuousClock.now + ScanLimit.time
        repeat {
            guard calls < ScanLimit.calls, bytes < ScanLimit.bytes, .now < end else {
                throw SetupError(
                    "\(place) has not listed all its keys after \(calls) calls of SCAN with \(keys.count) keys; "
                        + "check that REDISHOST names the cache of Descry", kind: .unavailable)
            }
            let command: [any RedisArgument] = ["SCAN", cursor, "MATCH", pattern, "COUNT", ScanLimit.slots]
            let parts = try reply(to: command).array ?? []
            guard parts.count == 2, let next = parts[0].bytes, let found = parts[1].array else {
                throw SetupError("\(place) answers SCAN with something other than keys", kind: .unavailable)
            }
            cursor = next
            calls += 1
            for key in found.lazy.compactMap(\.bytes) where keys.insert(key).inserted { bytes += key.count }
        } while cursor != Array("0".utf8)
        return keys.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The keys of all listings, also of those that cannot be read.
    public func poolKeys() throws(SetupError) -> [String] {
        try keys(CacheKeys.poolPattern).compactMap { String(validating: $0, as: UTF8.self) }
    }

    /// The values of keys, in their order; nil for one that has expired, is no string or is too large.
    public func values(_ keys: [String]) throws(SetupError) -> [[UInt8]?] {
        var values = [[UInt8]?](repeating: nil, count: keys.count)
        var wanted: [Int] = []
        var bytes = 0
        func get() throws(SetupError) {
            guard !wanted.isEmpty else { return }
            let found = try reply(to: ["MGET"] + wanted.map { keys[$0] }).array ?? []
            for (index, value) in zip(wanted, found) { values[index] = value.bytes }
            (wanted, bytes) = ([], 0)
        }
        for (index, length) in try lengths(keys).enumerated() where (1...Self.batchBytes).contains(length) {
            if bytes + length > Self.batchBytes || wanted.count == Self.batch { try get() }
            wanted.append(index)
            bytes += length
        }
        try get()
        return values
    }

    /// Bytes of the values of keys, in their order; 0 for one that is not there or is no string.
    public func lengths(_ keys: [String]) throws(SetupError) -> [Int] {
        try replies(to: keys.map { ["STRLEN", $0] }).map {
            if case .integer(let length) = $0 { max(0, min(length, Self.longestValue)) } else { 0 }
        }
    }

    /// All listings that can be read, by tag.
    public func pools() throws(SetupError) -> [StoredPool] {
        let keys = try poolKeys()
        return zip(keys, try values(keys)).compactMap { key, value in value.flatMap { StoredPool(key: key, value: $0) }
        }
        .sorted { ($0.tag, $0.source, $0.limit) < ($1.tag, $1.source, $1.limit) }
    }

    /// - Returns: how many were there.
    public func delete(_ keys: [[UInt8]]) throws(SetupError) -> Int {
        try replies(to: keys.map { ["DEL", $0] }).count {
            if case .integer(let count) = $0 { count > 0 } else { false }
        }
    }

    private func replies(to commands: [[any RedisArgument]]) throws(SetupError) -> [RedisReply] {
        var replies: [RedisReply] = []
        for start in stride(from: 0, to: commands.count, by: Self.batch) {
            replies += try exchange(Array(commands[start..<min(commands.count, start + Self.batch)]))
        }
        return replies
    }

    private func reply(to command: [any RedisArgument]) throws(SetupError) -> RedisReply {
        try exchange([command])[0]
    }

    private func exchange(_ commands: [[any RedisArgument]]) throws(SetupError) -> [RedisReply] {
        do throws(RedisError) {
            let replies = try client.pipeline(commands)
            // A value of another type was not written by Descry, and says nothing about the other keys.
            guard let message = replies.lazy.compactMap(\.errorMessage).first(where: { !$0.hasPrefix("WRONGTYPE") })
            else { return replies }
            throw .server(message: message)
        } catch {
            guard case .server(let message) = error else {
                throw SetupError("\(place) cannot be used: \(error)", kind: .unavailable)
            }
            // What follows may quote keys.
            let words = message.split(separator: ", with args", maxSplits: 1)[0]
            throw SetupError(
                "\(place) refuses: \(words); check REDIS_USERNAME, REDIS_PASSWORD, REDIS_DB and the user's rights")
        }
    }
}

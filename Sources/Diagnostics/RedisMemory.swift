import Redis

/// What Redis says of its memory (INFO memory).
struct RedisMemory {
    /// Bytes.
    let used: Int
    /// Bytes; 0 for no limit.
    let limit: Int
    let policy: String

    /// - Returns: nil for a reply that does not say.
    init?(_ reply: RedisReply) {
        guard let bytes = reply.bytes else { return nil }
        var fields: [Substring: Substring] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        guard let used = fields["used_memory"].flatMap({ Int($0) }) else { return nil }
        self.used = used
        limit = fields["maxmemory"].flatMap { Int($0) } ?? 0
        policy = fields["maxmemory_policy"].map { String($0) } ?? ""
    }

    /// Whether a full Redis answers an error to each write (its `maxmemory-policy`).
    var refusesWrites: Bool { limit > 0 && policy == "noeviction" }
}

/// A cache that is always empty, for running without Redis.
public struct NoCache: Cache {
    public init() {}

    public func values(for keys: [String]) -> [[UInt8]?] { Array(repeating: nil, count: keys.count) }
    public func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration) {}
    public func renew(_ key: String, token: String, lifetime: Duration) {}
    public func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock { .unavailable }
    public func unlock(_ key: String, token: String) {}
}

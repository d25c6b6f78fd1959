/// The keys of the shared cache, each with the version of its value's form.
///
/// Keys of other parts have the same prefix (`descry:1:budget:`).
public enum CacheKeys {
    private static let prefix = "descry:1:"
    private static let poolPrefix = prefix + "pool:"

    /// Patterns (Redis' SCAN) of all that pools store: listings, pictures, embeddings, locks.
    public static let patterns = ["pool:*", "jpeg:*", "embedding:*", "lock:*"].map { prefix + $0 }
    /// The pattern of tags' listings.
    public static let poolPattern = poolPrefix + "*"
    /// The pattern of all models' embeddings.
    public static let embeddingPattern = prefix + "embedding:*"

    static func pool(_ key: PoolKey) -> String { poolPrefix + "\(key)" }

    static func lock(_ key: PoolKey) -> String { prefix + "lock:\(key)" }

    static func jpeg(source: String, id: String) -> String { prefix + "jpeg:\(source):\(id)" }

    static func embedding(model fingerprint: String, source: String, id: String) -> String {
        prefix + "embedding:\(fingerprint):\(source):\(id)"
    }

    /// The tag in a listing's key; nil for other keys.
    public static func tag(ofPool key: String) -> String? { poolKey(key)?.tag }

    /// The parts of a listing's key; nil for other keys.
    ///
    /// A source's identity is its name, with 16 hexadecimal digits after it where its pictures may change.
    static func poolKey(_ key: String) -> PoolKey? {
        guard key.hasPrefix(poolPrefix),
            let match = key.dropFirst(poolPrefix.count).wholeMatch(of: /([a-z]+(?::[0-9a-f]{16})?):(\d{1,9}):(.*)/),
            let limit = Int(match.2)
        else { return nil }
        return PoolKey(source: String(match.1), limit: limit, tag: String(match.3))
    }
}

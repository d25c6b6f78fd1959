/// A store shared by all processes, which may be away, forget, or answer rubbish at any time.
///
/// Nothing here throws: a store that fails has nothing, and the caller goes on without it.
public protocol Cache: Sendable {
    /// The values of the keys, in their order; nil for each that is missing or cannot be had.
    func values(for keys: [String]) -> [[UInt8]?]

    /// Keeps values for a while.
    func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration)

    /// Takes a lock that ends by itself after `lifetime`.
    ///
    /// - Returns: whether the lock is ours, is another's, or cannot be asked for since the store is away.
    func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock

    /// Lets a lock end `lifetime` from now, if `token` still owns it.
    func renew(_ key: String, token: String, lifetime: Duration)

    /// Gives a lock back, if `token` still owns it.
    func unlock(_ key: String, token: String)
}

/// The answer to asking for a lock.
public enum CacheLock: Sendable, Equatable {
    case taken
    case heldByAnother
    case unavailable
}

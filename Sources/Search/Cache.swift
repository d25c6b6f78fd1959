/// A store shared by all processes, which may be unavailable, lose values, or return damaged ones at any time.
///
/// Nothing here throws: if the store fails, values are missing, and the caller goes on without them.
public protocol Cache: Sendable {
    /// The values of the keys, in their order; nil for each that is missing.
    func values(for keys: [String]) -> [[UInt8]?]

    /// Stores values for a time.
    func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration)

    /// Takes a lock that ends by itself after `lifetime`.
    ///
    /// - Returns: whether the lock is taken now, held by another owner, or unknown since the store is unavailable.
    func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock

    /// Lets a lock end `lifetime` from now, if `token` still owns it.
    func renew(_ key: String, token: String, lifetime: Duration)

    /// Gives a lock back, if `token` still owns it.
    func unlock(_ key: String, token: String)
}

/// The result of taking a lock.
public enum CacheLock: Sendable, Equatable {
    case taken
    case heldByAnother
    case unavailable
}

/// A reply of Redis (the RESP2 protocol's types).
public enum RedisReply: Sendable, Equatable {
    /// A short word, as in `OK`.
    case status(String)
    case integer(Int)
    /// A value, byte for byte.
    case bytes([UInt8])
    case array([RedisReply])
    /// No value: the key is missing, or a condition is not met.
    case null
    /// Redis refused the command: out of memory, wrong type, no permission. The connection stays usable.
    case error(String)

    /// The value, if the reply is one.
    public var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The replies in an array, if the reply is one.
    public var array: [RedisReply]? {
        if case .array(let replies) = self { replies } else { nil }
    }

    /// The message, if the reply is an error.
    public var errorMessage: String? {
        if case .error(let message) = self { message } else { nil }
    }
}

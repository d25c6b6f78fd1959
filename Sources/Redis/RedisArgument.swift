/// One word of a command: its name, a key or a value, sent as bytes.
public protocol RedisArgument: Sendable {
    /// The word's bytes.
    var redisBytes: [UInt8] { get }
}

extension String: RedisArgument {
    public var redisBytes: [UInt8] { Array(utf8) }
}

extension Int: RedisArgument {
    public var redisBytes: [UInt8] { String(self).redisBytes }
}

extension Array: RedisArgument where Element == UInt8 {
    public var redisBytes: [UInt8] { self }
}

/// Why Redis did not reply. `detail` is for people and never holds a password or a value.
public enum RedisError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No connection could be made: the port is closed, the name is unknown, it took too long.
    case connect(detail: String)
    /// The connection broke.
    case io(detail: String)
    /// No complete reply arrived in time.
    case timeout
    /// The reply is invalid.
    case malformedReply(detail: String)
    /// The replies were larger than allowed.
    case replyTooLarge(limit: Int)
    /// Redis refused the connection, for example for a wrong password.
    case server(message: String)
    /// Redis failed a moment ago, so the command was not sent; says how it failed.
    case unavailable(detail: String)

    public var description: String {
        switch self {
        case .connect(let detail): "cannot connect to Redis: \(detail)"
        case .io(let detail): "the connection to Redis broke: \(detail)"
        case .timeout: "Redis did not answer in time"
        case .malformedReply(let detail): "the reply of Redis is invalid: \(detail)"
        case .replyTooLarge(let limit): "the reply of Redis is larger than \(limit) bytes"
        case .server(let message): "Redis refused the connection: \(message)"
        case .unavailable(let detail): "Redis is unavailable: \(detail)"
        }
    }
}

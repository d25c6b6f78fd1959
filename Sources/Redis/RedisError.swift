/// Why Redis gave no reply. `detail` is for people and never holds a password or a value.
public enum RedisError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No connection came about: nobody listens there, the name is unknown, it took too long.
    case connect(detail: String)
    /// The connection broke.
    case io(detail: String)
    /// No whole reply came in time.
    case timeout
    /// What came is no reply.
    case malformedReply(detail: String)
    /// The replies were larger than allowed.
    case replyTooLarge(limit: Int)
    /// Redis refused us as we connected, for a wrong password say.
    case server(message: String)
    /// Redis was away a moment ago, so it was not asked; says why it was away.
    case unavailable(detail: String)

    public var description: String {
        switch self {
        case .connect(let detail): "can't connect to Redis: \(detail)"
        case .io(let detail): "the connection to Redis broke: \(detail)"
        case .timeout: "Redis did not answer in time"
        case .malformedReply(let detail): "what came from Redis is no reply: \(detail)"
        case .replyTooLarge(let limit): "the reply of Redis is larger than \(limit) bytes"
        case .server(let message): "Redis refused the connection: \(message)"
        case .unavailable(let detail): "Redis is away: \(detail)"
        }
    }
}

import Files

/// Errors of the FastCGI server and client.
public enum FastCGIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// An address that is neither `unix:/path` nor `host:port`.
    case invalidAddress(String, reason: String)
    case addressInUse(String)
    /// A file that is no socket has the socket's path; it is not removed.
    case notASocket(path: String)
    /// The system refused; `code` is the errno.
    case system(action: String, code: Int32)
    /// What a client sent is no FastCGI request; its connection was closed.
    case malformedRequest(detail: String)
    /// A client sent no whole request in time; its connection was closed.
    case requestTimedOut
    /// The handler's response can't be sent: a header with a line break, say. The client got a 500.
    case invalidResponse(detail: String)
    /// The client closed the connection, or takes no more bytes.
    case peerGone
    /// A server that was asked sent no whole answer in time.
    case answerTimedOut(String)
    /// What a server answered is no FastCGI response.
    case malformedAnswer(String, detail: String)
    /// A handler failed. The client got a 500, or an incomplete response if one had begun.
    case handlerFailed(detail: String)

    public var description: String {
        switch self {
        case .invalidAddress(let address, let reason): "'\(address)' is not a valid listen address: \(reason)"
        case .addressInUse(let address): "another process listens on \(address)"
        case .notASocket(let path): "\(path) is not a socket, so it is not replaced by one"
        case .system(let action, let code): "can't \(action): \(errorText(code)) (errno \(code))"
        case .malformedRequest(let detail): "malformed FastCGI request: \(detail)"
        case .requestTimedOut: "a FastCGI connection sent no whole request in time"
        case .invalidResponse(let detail): "invalid response: \(detail)"
        case .peerGone: "the client has gone"
        case .answerTimedOut(let address): "no answer came from \(address) in time"
        case .malformedAnswer(let address, let detail): "what \(address) answered is no FastCGI response: \(detail)"
        case .handlerFailed(let detail): "the handler failed: \(detail)"
        }
    }
}

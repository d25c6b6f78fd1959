import Files
import Formats

/// Where a server listens: `unix:/path`, or `host:port` with an IPv6 address in brackets.
public enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
    case unix(path: String)
    /// A TCP port on the interface with that address; port 0 takes a free one.
    case tcp(host: String, port: UInt16)

    /// Reads `unix:/run/descry.sock`, `127.0.0.1:9000`, `[::1]:9000`.
    ///
    /// - Throws: `FastCGIError.invalidAddress`.
    public init(_ text: String) throws(FastCGIError) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst("unix:".count))
            guard path.hasPrefix("/") else {
                throw .invalidAddress(text, reason: "the path has to begin with a slash")
            }
            guard path.utf8.count <= UnixAddress.longestPath else {
                throw .invalidAddress(text, reason: "a socket's path has at most \(UnixAddress.longestPath) bytes")
            }
            guard !path.utf8.contains(0) else {
                throw .invalidAddress(text, reason: "the path holds a zero byte")
            }
            self = .unix(path: path)
            return
        }
        guard let colon = text.lastIndex(of: ":") else {
            throw .invalidAddress(text, reason: "write unix:/path or host:port")
        }
        guard let port = UInt16(text[text.index(after: colon)...]) else {
            throw .invalidAddress(text, reason: "the port is a number from 0 to 65535")
        }
        guard let host = HostPort.unbracketed(text[..<colon]) else {
            throw .invalidAddress(text, reason: "an IPv6 address stands in brackets, as in [::1]:9000")
        }
        guard !host.isEmpty else {
            throw .invalidAddress(text, reason: "the host is missing; 0.0.0.0 or [::] stands for all interfaces")
        }
        self = .tcp(host: host, port: port)
    }

    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): HostPort.text(host, port)
        }
    }
}

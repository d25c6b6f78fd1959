import Formats

/// How to reach a Redis, and how long to wait for it.
public struct RedisConfiguration: Sendable, Equatable {
    /// Where Redis listens.
    public enum Endpoint: Sendable, Equatable, CustomStringConvertible {
        case tcp(host: String, port: Int)
        case unix(path: String)

        public var description: String {
            switch self {
            case .tcp(let host, let port): HostPort.text(host, port)
            case .unix(let path): "unix:\(path)"
            }
        }
    }

    public var endpoint: Endpoint
    /// Sent with AUTH on each new connection.
    public var password: String?
    /// The user in Redis' access lists (ACL), if it is not the default one.
    public var username: String?
    /// The number of the database that is selected on each new connection.
    public var database = 0
    /// How long connecting may take; looking a host's name up is not counted.
    public var connectTimeout: Duration = .milliseconds(500)
    /// How long a command, or a whole pipeline, may take; a new connection's password and database included.
    public var commandTimeout: Duration = .milliseconds(500)
    /// How many bytes one command's or pipeline's replies may take.
    public var maxReplyBytes = 64 << 20
    /// How many unused connections are kept.
    public var maxIdleConnections = 16
    /// How often an unavailable Redis is tried again.
    ///
    /// A probe takes up to the two time limits, and the return of Redis should be noticed within 2 s.
    public var probeInterval: Duration = .milliseconds(500)

    public init(endpoint: Endpoint, password: String? = nil, username: String? = nil, database: Int = 0) {
        self.database = database
        self.endpoint = endpoint
        self.password = password
        self.username = username
    }
}

import ArgumentParser
import Files
import Redis

/// Where Redis, the shared cache, is.
struct RedisOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Redis' host, or unix:/path of its socket; without it nothing is cached between processes. The password, \
            if there is one, comes from REDIS_PASSWORD, or from the file that REDIS_PASSWORD_FILE names. [REDISHOST]
            """, valueName: "host"))
    var redisHost: String?

    @Option(help: ArgumentHelp("Redis' port. [REDISPORT; default: 6379]", valueName: "port"))
    var redisPort: Int?

    @Option(
        help: ArgumentHelp(
            """
            The user of Redis' access control list; it needs the commands auth, select, ping, mget, set, get, del, \
            pexpire, time, eval, zadd, zrange, zrangebyscore and zremrangebyscore on the keys descry:*. Without it the \
            password is that of the default user. [REDIS_USERNAME]
            """, valueName: "name"))
    var redisUsername: String?

    @Option(help: ArgumentHelp("The number of Redis' database. [REDIS_DB; default: 0]", valueName: "number"))
    var redisDB: Int?

    /// Redis' address and login, or nil if there is no Redis.
    func resolved(in environment: Environment) throws(SetupError) -> RedisConfiguration? {
        let port = try environment.number(
            redisPort, "REDISPORT", "Redis' port", in: 1...65535, expected: "a port number")
        guard let host = environment.value(redisHost, "REDISHOST") else { return nil }
        if try environment.flag(false, "REDIS_TLS") || host.hasPrefix("rediss://") { throw Self.noTLS }
        guard host.hasPrefix("unix:") || !host.contains("/") else {
            throw SetupError(
                "REDISHOST is '\(host)'; it must be a host's name or address, or unix:/path, with the port in REDISPORT"
            )
        }
        let database = try environment.number(
            redisDB, "REDIS_DB", "the number of Redis' database", in: 0...Int(Int32.max),
            expected: "a database's number")
        let username = environment.value(redisUsername, "REDIS_USERNAME")
        let password = try environment.secret("REDIS_PASSWORD")
        if username != nil, password == nil {
            throw SetupError(
                "REDIS_USERNAME needs the user's password in REDIS_PASSWORD or REDIS_PASSWORD_FILE")
        }
        return RedisConfiguration(
            endpoint: host.hasPrefix("unix:")
                ? .unix(path: String(host.dropFirst("unix:".count))) : .tcp(host: host, port: port ?? 6379),
            password: password, username: username, database: database ?? 0)
    }

    private static let noTLS = SetupError(
        """
        Redis over TLS (REDIS_TLS, rediss://) needs a hiredis with TLS, 1.0 or newer; this program has hiredis \
        \(Hiredis.version), which is Debian's and has none. Let a proxy on this machine do it: for example stunnel \
        (apt-get install stunnel4) with "client = yes", "accept = 127.0.0.1:6380", "connect = your Redis' host:port" and \
        "verifyChain = yes"; then set REDISHOST=127.0.0.1 and REDISPORT=6380, without REDIS_TLS
        """)
}

import ArgumentParser
import Foundation

/// Where the shared cache is.
struct RedisOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Redis' host, or unix:/path of its socket; without it nothing is cached between processes. The password, \
            if there is one, comes from REDIS_PASSWORD. [REDISHOST]
            """, valueName: "host"))
    var redisHost: String?

    @Option(help: ArgumentHelp("Redis' port. [REDISPORT; default: 6379]", valueName: "port"))
    var redisPort: Int?

    /// A Redis server's address.
    struct Settings {
        let host: String
        let port: Int
        let password: String?
    }

    /// The address, or nil if there is no Redis.
    func settings(environment: Environment = .process) throws -> Settings? {
        let port = try environment.value(redisPort, "REDISPORT", expected: "a port number", Int.init) ?? 6379
        try ValidationError.check(port, in: 1...65535, "Redis' port")
        guard let host = environment.value(redisHost, "REDISHOST") else { return nil }
        guard host.hasPrefix("unix:") || !host.contains("/") else {
            throw ConfigurationError(
                "REDISHOST is '\(host)'; it must be a host's name or address, or unix:/path, with the port in REDISPORT"
            )
        }
        return Settings(host: host, port: port, password: environment["REDIS_PASSWORD"])
    }
}

import Server

/// The environment variables that any part of Descry reads, to warn of misspelt ones.
///
/// `nginx/check-settings` does the same with the same names (`nginx/settings-names`) where this program is not run.
enum KnownSettings {
    static let names = [
        "DESCRY_ACME_FOLDER", "DESCRY_ALLOW_ROOT", "DESCRY_ALLOW_SOURCE", "DESCRY_ANSWER_CACHE", "DESCRY_ANSWER_FOLDER",
        "DESCRY_BACKENDS", "DESCRY_BIND", "DESCRY_BUILD_FOLDER", "DESCRY_BURST", "DESCRY_CONNECTIONS",
        "DESCRY_CORS_ORIGIN", "DESCRY_DEADLINE", "DESCRY_DEVICE", "DESCRY_FORCE_PRECISION", "DESCRY_GALLERY",
        "DESCRY_HEALTH_BACKENDS", "DESCRY_HEALTH_LISTEN", "DESCRY_HSTS", "DESCRY_HTTPS_PORT", "DESCRY_HTTP_PORT",
        "DESCRY_KEEPALIVE",
        "DESCRY_LISTEN", "DESCRY_LOG_FILE", "DESCRY_LOG_LIMIT", "DESCRY_LOG_QUERIES", "DESCRY_METRICS_BIND",
        "DESCRY_METRICS_PORT", "DESCRY_MODEL", "DESCRY_MODELS", "DESCRY_NEARBY", "DESCRY_NGINX_LOG",
        "DESCRY_NGINX_STATE", "DESCRY_NGINX_USER", "DESCRY_PIXABAY_URL", "DESCRY_POOL_SIZE", "DESCRY_PRECISION",
        "DESCRY_PROGRAM", "DESCRY_QUEUE_MS", "DESCRY_RATE", "DESCRY_READY_WAIT", "DESCRY_RELOCATABLE", "DESCRY_RUN_DIR",
        "DESCRY_SETTINGS_FILE", "DESCRY_SOURCE", "DESCRY_START_LIMIT", "DESCRY_TEST_FULL_MODEL", "DESCRY_TEST_MODEL",
        "DESCRY_TEST_REFERENCES", "DESCRY_TEST_TOKENS", "DESCRY_TLS", "DESCRY_TLS_CERTIFICATE", "DESCRY_TLS_KEY",
        "DESCRY_TRACE_FILE", "DESCRY_TRUSTED_PROXIES", "DESCRY_TRY_FOLDER", "DESCRY_UNLIMITED", "DESCRY_WARNINGS",
        "DESCRY_WATCHDOG", "DESCRY_WORKERS", "DESCRY_WWW", "HF_ENDPOINT", "PIXABAY_API_KEY", "PIXABAY_API_KEY_FILE",
        "REDISHOST", "REDISPORT", "REDIS_DB", "REDIS_PASSWORD", "REDIS_PASSWORD_FILE", "REDIS_TLS", "REDIS_USERNAME",
    ]

    /// A variable that looks like a setting but is unknown.
    struct Mistake: Equatable, CustomStringConvertible {
        let variable: String
        /// The setting that was probably meant.
        let nearest: String?

        /// A sentence without the variable's value, which may be a key.
        var description: String {
            "the environment variable \(variable) is no setting of Descry and has no effect"
                + (nearest.map { "; did you mean \($0)?" } ?? "")
        }
    }

    /// The unknown variables that begin with `DESCRY_` or resemble a setting's name, sorted.
    static func mistakes(in environment: Environment) -> [Mistake] {
        let variables = environment.variables.keys.sorted()
        // What Kubernetes sets for a service of any name, `descry` or `redis` included
        // (https://kubernetes.io/docs/concepts/services-networking/service/).
        let services = variables.filter { $0.hasSuffix("_SERVICE_HOST") }.map { $0.dropLast("_SERVICE_HOST".count) }
        return variables.compactMap { variable in
            let isOfService = services.contains { service in
                variable == "\(service)_PORT" || variable.hasPrefix("\(service)_PORT_")
                    || variable.hasPrefix("\(service)_SERVICE_")
            }
            guard !names.contains(variable), !isOfService else { return nil }
            let upper = variable.uppercased()
            let isOurs = upper.hasPrefix("DESCRY_")
            // At most half of what follows the prefix.
            let limit = isOurs ? min(3, (upper.count - "DESCRY_".count) / 2) : upper.hasPrefix("PIXABAY") ? 4 : 2
            let nearest = Spelling.nearest(to: variable, among: names, limit: limit)
            return isOurs || nearest != nil ? Mistake(variable: variable, nearest: nearest) : nil
        }
    }
}

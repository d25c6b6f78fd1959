import Redis

/// What searches work with, as plain values: flags, environment variables and defaults are resolved into it once.
struct Configuration {
    let source: SourceConfiguration
    let model: ModelConfiguration
    /// Nil where no Redis is set.
    let redis: RedisConfiguration?
    let server: ServerConfiguration
}

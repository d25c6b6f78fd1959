import Logging
import Redis
import Search

/// The log's lines for a source or a Redis that becomes unavailable or available: one for each change, however many
/// searches notice it.
enum ChangeLog {
    static func write(_ change: SourceChange, to logger: Logger) {
        switch change {
        case .lost(let lastFailure):
            logger.warning(
                "the picture source is unavailable: new keywords get 503, or an expired pool, until it answers again",
                metadata: ["why": "\(lastFailure)"])
        case .back:
            logger.notice("the picture source is available again")
        }
    }

    static func write(_ change: RedisChange, to logger: Logger) {
        switch change {
        case .lost(.server(let message)):
            logger.warning(
                """
                Redis refuses the login or the database: searches continue without it; check REDIS_USERNAME, \
                REDIS_PASSWORD and REDIS_DB
                """,
                metadata: ["why": "\(message)"])
        case .lost(let error):
            logger.warning(
                "Redis is unavailable: searches continue without it; check REDISHOST and REDISPORT if it should answer",
                metadata: ["why": "\(error)"])
        case .back:
            logger.notice("Redis is available again")
        case .refusedCommand(let message):
            // What follows may quote keys, which hold what people search for.
            let words = message.prefix(200).split(separator: ", with args", maxSplits: 1)[0]
            logger.warning(
                "Redis refuses a command: nothing is lost, but less is cached; check the user's rights and Redis' memory",
                metadata: ["why": "\(words)"])
        }
    }
}

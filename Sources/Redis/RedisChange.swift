/// What a client finds out about its Redis.
public enum RedisChange: Sendable, Equatable {
    /// It is away, and commands fail at once from now on.
    case lost(RedisError)
    /// It answers again.
    case back
    /// It refuses a kind of command, with Redis' own words: a right is missing, its memory is full.
    case refusedCommand(message: String)
}

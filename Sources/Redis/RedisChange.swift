/// A change of Redis that a client has noticed.
public enum RedisChange: Sendable, Equatable {
    /// It is unavailable, and commands fail at once from now on.
    case lost(RedisError)
    /// It answers again.
    case back
    /// It refuses a kind of command, with its own message: a right is missing, its memory is full.
    case refusedCommand(message: String)
}

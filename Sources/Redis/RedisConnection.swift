import Synchronization

/// One connection to Redis.
///
/// The first error ends it: what a connection still would deliver after one can belong to another command. Threads
/// may share it and then wait for each other; `RedisClient` keeps one for each that needs one at a time.
public final class RedisConnection: Sendable {
    private enum State: ~Copyable {
        case open(HiredisContext)
        case failed(RedisError)
    }

    private let state: Mutex<State>
    private let configuration: RedisConfiguration

    /// Connects, and authenticates if there is a password.
    ///
    /// - Throws: `RedisError.connect`, `server` if Redis refuses the password, or what `command` throws.
    public init(_ configuration: RedisConfiguration) throws(RedisError) {
        self.configuration = configuration
        state = Mutex(.open(try HiredisContext(configuration.endpoint, timeout: configuration.connectTimeout)))
        guard let password = configuration.password else { return }
        let user: [any RedisArgument] = configuration.username.map { [$0] } ?? []
        if case .error(let message) = try command(["AUTH"] + user + [password]) { throw .server(message: message) }
    }

    /// Sends a command, as in `command(["SET", key, value])`, and waits for its reply.
    ///
    /// - Returns: the reply, which may be an error of Redis' own.
    /// - Throws: `RedisError`, and the same one from then on.
    public func command(_ words: [any RedisArgument]) throws(RedisError) -> RedisReply {
        try pipeline([words])[0]
    }

    /// Sends several commands at once and waits for all replies, in their order.
    ///
    /// - Throws: as `command`; commands of a pipeline that failed may have been carried out.
    public func pipeline(_ commands: [[any RedisArgument]]) throws(RedisError) -> [RedisReply] {
        precondition(commands.allSatisfy { !$0.isEmpty }, "a command has a name")
        let bytes = commands.map { $0.map(\.redisBytes) }
        let deadline = ContinuousClock.now + configuration.commandTimeout
        return try state.withLock { state throws(RedisError) in
            do throws(RedisError) {
                switch state {
                case .open(let context):
                    return try context.exchange(bytes, deadline: deadline, maxReplyBytes: configuration.maxReplyBytes)
                case .failed(let error):
                    throw error
                }
            } catch {
                state = .failed(error)
                throw error
            }
        }
    }

    /// Whether it can take a command, as far as one sees without sending one.
    var isUsable: Bool {
        state.withLock { state in
            switch state {
            case .open(let context): context.isQuiet
            case .failed: false
            }
        }
    }
}

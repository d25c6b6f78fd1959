import Synchronization

/// One connection to Redis.
///
/// The first error ends it: a later reply could belong to another command. Threads may share it and then wait for each
/// other; `RedisClient` has a connection for each thread that needs one.
public final class RedisConnection: Sendable {
    private enum State: ~Copyable {
        case open(HiredisContext)
        case failed(RedisError)
    }

    private let state: Mutex<State>
    private let configuration: RedisConfiguration

    /// Connects, authenticates if there is a password, and selects the database.
    ///
    /// - Throws: `RedisError.connect`, `server` if Redis refuses the password or the database, or what `command`
    ///   throws.
    public convenience init(_ configuration: RedisConfiguration) throws(RedisError) {
        try self.init(configuration, until: .now + configuration.commandTimeout) { true }
    }

    /// - Parameters:
    ///   - deadline: when to stop waiting for replies.
    ///   - isWanted: called while waiting; false ends the wait.
    init(
        _ configuration: RedisConfiguration, until deadline: ContinuousClock.Instant,
        while isWanted: @escaping @Sendable () -> Bool
    ) throws(RedisError) {
        self.configuration = configuration
        state = Mutex(.open(try HiredisContext(configuration.endpoint, timeout: configuration.connectTimeout)))
        var greeting: [[any RedisArgument]] = []
        if let password = configuration.password {
            let user: [any RedisArgument] = configuration.username.map { [$0] } ?? []
            greeting.append(["AUTH"] + user + [password])
        }
        if configuration.database != 0 { greeting.append(["SELECT", configuration.database]) }
        guard !greeting.isEmpty else { return }
        for reply in try pipeline(greeting, until: deadline, while: isWanted) {
            if let message = reply.errorMessage { throw .server(message: message) }
        }
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
        try pipeline(commands, until: .now + configuration.commandTimeout) { true }
    }

    func pipeline(
        _ commands: [[any RedisArgument]], until deadline: ContinuousClock.Instant,
        while isWanted: @escaping @Sendable () -> Bool
    ) throws(RedisError) -> [RedisReply] {
        precondition(commands.allSatisfy { !$0.isEmpty }, "a command has a name")
        let bytes = commands.map { $0.map(\.redisBytes) }
        return try state.withLock { state throws(RedisError) in
            do throws(RedisError) {
                switch state {
                case .open(let context):
                    return try context.exchange(
                        bytes, HiredisContext.Patience(deadline: deadline, isWanted: isWanted),
                        maxReplyBytes: configuration.maxReplyBytes)
                case .failed(let error):
                    throw error
                }
            } catch {
                state = .failed(error)
                throw error
            }
        }
    }

    /// Whether it can take a command, as far as can be known without sending one.
    var isUsable: Bool {
        state.withLock { state in
            switch state {
            case .open(let context): context.isQuiet
            case .failed: false
            }
        }
    }
}

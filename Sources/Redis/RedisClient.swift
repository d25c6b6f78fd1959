import Foundation
import Synchronization
import Threads
import Tracing

/// A client for many threads, whose commands fail at once while Redis is unavailable.
///
/// When a connection breaks or a command takes too long, all connections are closed and commands fail at once, until a
/// thread of the client's finds that Redis answers again (it checks each `probeInterval`). Commands that other threads
/// wait for fail too, so that a Redis that hangs costs one time limit, not one for each thread.
public final class RedisClient: Sendable {
    private struct State {
        var idle: [RedisConnection] = []
        /// Why Redis is unavailable; nil while it is available.
        var failure: RedisError?
        /// Grows with each failure, so that older connections are not kept.
        var generation = 0
        /// The kinds of error replies that were reported.
        var reportedRefusals: Set<Substring> = []
        var statistics = RedisStatistics()
    }

    /// Kinds of error replies (their first words) by which Redis refuses every command.
    private static let absences: Set<Substring> = ["NOAUTH", "LOADING", "MASTERDOWN"]

    private let configuration: RedisConfiguration
    private let report: @Sendable (RedisChange) -> Void
    private let state = Mutex(State())

    /// A client that connects when it is first used.
    ///
    /// - Parameter report: called when Redis becomes unavailable, answers again, or refuses a kind of command for the
    ///   first time.
    public init(
        _ configuration: RedisConfiguration, report: @escaping @Sendable (RedisChange) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.report = report
    }

    /// Why commands fail at present; nil while they are sent.
    public var failure: RedisError? {
        state.withLock(\.failure)
    }

    /// The commands since the start.
    public var statistics: RedisStatistics {
        state.withLock(\.statistics)
    }

    /// Sends a command, as in `command("SET", key, value)`, and waits for its reply.
    ///
    /// - Returns: the reply, which may be an error of Redis' own.
    /// - Throws: `RedisError`; `unavailable` at once while Redis is unavailable.
    public func command(_ words: any RedisArgument...) throws(RedisError) -> RedisReply {
        try pipeline([words])[0]
    }

    /// Sends several commands at once and waits for all replies, in their order.
    ///
    /// - Throws: as `command`; commands of a pipeline that failed may have been carried out.
    public func pipeline(_ commands: [[any RedisArgument]]) throws(RedisError) -> [RedisReply] {
        guard let first = commands.first else { return [] }
        do throws(RedisError) {
            let replies = try Trace.span("Redis: \(first[0])") { () throws(RedisError) in try send(commands) }
            state.withLock { state in
                for (command, reply) in zip(commands, replies) {
                    state.statistics.count(reply.errorMessage == nil ? .ok : .refused, of: command)
                }
            }
            return replies
        } catch {
            let outcome: RedisStatistics.Outcome = if case .unavailable = error { .skipped } else { .failed }
            state.withLock { state in for command in commands { state.statistics.count(outcome, of: command) } }
            throw error
        }
    }

    private func send(_ commands: [[any RedisArgument]]) throws(RedisError) -> [RedisReply] {
        let (kept, generation) = try take()
        let deadline = ContinuousClock.now + configuration.commandTimeout
        let isWanted: @Sendable () -> Bool = { self.state.withLock { $0.generation == generation } }
        do throws(RedisError) {
            let connection =
                if let kept { kept } else {
                    try RedisConnection(configuration, until: deadline, while: isWanted)
                }
            let replies = try connection.pipeline(commands, until: deadline, while: isWanted)
            for message in replies.lazy.compactMap(\.errorMessage) { try note(refusal: message) }
            giveBack(connection, generation)
            return replies
        } catch {
            // Only this value is too large; Redis answers.
            if case .replyTooLarge = error { throw error }
            if fail(error, generation) { throw error }
            throw .unavailable(detail: (failure ?? error).description)
        }
    }

    /// Notes an error reply.
    ///
    /// - Throws: `RedisError.server` if it means that every command is refused.
    private func note(refusal message: String) throws(RedisError) {
        let kind = message.prefix { $0 != " " }
        if Self.absences.contains(kind) { throw .server(message: message) }
        let isNew = state.withLock { $0.reportedRefusals.insert(kind).inserted }
        if isNew { report(.refusedCommand(message: message)) }
    }

    private func take() throws(RedisError) -> (connection: RedisConnection?, generation: Int) {
        try state.withLock { state throws(RedisError) in
            if let failure = state.failure { throw .unavailable(detail: failure.description) }
            while let connection = state.idle.popLast() {
                // Redis may have closed it, in a restart for example, and be available now.
                if connection.isUsable { return (connection, state.generation) }
            }
            return (nil, state.generation)
        }
    }

    private func giveBack(_ connection: RedisConnection, _ generation: Int) {
        state.withLock { state in
            if state.generation == generation, state.idle.count < configuration.maxIdleConnections {
                state.idle.append(connection)
            }
        }
    }

    /// Notes that Redis is unavailable.
    ///
    /// - Returns: false if that was known already.
    private func fail(_ error: RedisError, _ generation: Int) -> Bool {
        let isFirst = state.withLock { state in
            // Other threads may still fail with older connections when Redis answers again.
            guard state.generation == generation, state.failure == nil else { return false }
            state.failure = error
            state.generation += 1
            state.idle = []
            state.statistics.losses += 1
            return true
        }
        guard isFirst else { return false }
        report(.lost(error))
        let interval = configuration.probeInterval / .seconds(1)
        Thread.start("redis-probe") { [weak self] in
            repeat { Thread.sleep(forTimeInterval: interval) } while self?.probe() == false
        }
        return true
    }

    /// Checks whether Redis answers again.
    private func probe() -> Bool {
        do throws(RedisError) {
            let connection = try RedisConnection(configuration)
            let reply = try connection.command(["PING"])
            // Redis answers LOADING while it reads its data from disk.
            if let message = reply.errorMessage, Self.absences.contains(message.prefix { $0 != " " }) {
                throw .server(message: message)
            }
            state.withLock { state in
                state.failure = nil
                state.idle = [connection]
                state.reportedRefusals = []
            }
            report(.back)
            return true
        } catch {
            state.withLock { $0.failure = error }
            return false
        }
    }
}

import Foundation
import Synchronization

/// A Redis for many threads, which costs next to nothing while Redis is away.
///
/// A command that fails by connection or time closes all connections, and from then on commands fail at once, while
/// a thread of its own looks for Redis each `probeInterval`; no caller ever waits for that.
public final class RedisClient: Sendable {
    private struct State {
        var idle: [RedisConnection] = []
        /// Why Redis is away, while it is.
        var failure: RedisError?
        /// Grows with each failure, so that connections of before are not kept.
        var generation = 0
    }

    private let configuration: RedisConfiguration
    private let state = Mutex(State())

    /// A client that connects when it is first used.
    public init(_ configuration: RedisConfiguration) {
        self.configuration = configuration
    }

    /// Why commands fail at present; nil while Redis is thought to be there.
    public var failure: RedisError? {
        state.withLock(\.failure)
    }

    /// Sends a command, as in `command("SET", key, value)`, and waits for its reply.
    ///
    /// - Returns: the reply, which may be an error of Redis' own.
    /// - Throws: `RedisError`; `unavailable` at once while Redis is away.
    public func command(_ words: any RedisArgument...) throws(RedisError) -> RedisReply {
        try pipeline([words])[0]
    }

    /// Sends several commands at once and waits for all replies, in their order.
    ///
    /// - Throws: as `command`; commands of a pipeline that failed may have been carried out.
    public func pipeline(_ commands: [[any RedisArgument]]) throws(RedisError) -> [RedisReply] {
        if commands.isEmpty { return [] }
        let (kept, generation) = try take()
        do throws(RedisError) {
            let connection = if let kept { kept } else { try RedisConnection(configuration) }
            let replies = try connection.pipeline(commands)
            giveBack(connection, generation)
            return replies
        } catch {
            // That one is the key's fault: Redis is there.
            if case .replyTooLarge = error { throw error }
            fail(error, generation)
            throw error
        }
    }

    private func take() throws(RedisError) -> (connection: RedisConnection?, generation: Int) {
        try state.withLock { state throws(RedisError) in
            if let failure = state.failure { throw .unavailable(detail: failure.description) }
            while let connection = state.idle.popLast() {
                // One that Redis has closed in the meantime, in a restart for example, says nothing about now.
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

    private func fail(_ error: RedisError, _ generation: Int) {
        let isFirst = state.withLock { state in
            // Others may fail with connections of before, once Redis is back.
            guard state.generation == generation, state.failure == nil else { return false }
            state.failure = error
            state.generation += 1
            state.idle = []
            return true
        }
        guard isFirst else { return }
        let interval = configuration.probeInterval / .seconds(1)
        let thread = Thread { [weak self] in
            repeat { Thread.sleep(forTimeInterval: interval) } while self?.probe() == false
        }
        thread.name = "redis-probe"
        thread.start()
    }

    /// Looks whether Redis is back.
    private func probe() -> Bool {
        do throws(RedisError) {
            let connection = try RedisConnection(configuration)
            let reply = try connection.command(["PING"])
            // Redis answers LOADING while it reads its data from disk.
            if let message = reply.errorMessage, message.hasPrefix("LOADING") { throw .server(message: message) }
            state.withLock { state in
                state.failure = nil
                state.idle = [connection]
            }
            return true
        } catch {
            state.withLock { $0.failure = error }
            return false
        }
    }
}

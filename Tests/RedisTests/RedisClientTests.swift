import Dispatch
import Foundation
import Redis
import Synchronization
import TestSupport
import Testing

@Suite("RedisClient", .enabled(if: TestRedis.path != nil, "there is no redis-server on this machine"))
struct RedisClientTests {
    let redis: TestRedis
    let client: RedisClient

    init() throws {
        redis = try TestRedis()
        var configuration = RedisConfiguration(endpoint: redis.tcp)
        configuration.commandTimeout = .milliseconds(500)
        configuration.probeInterval = .milliseconds(100)
        client = RedisClient(configuration)
    }

    private func isAvailable() -> Bool {
        do { return try client.command("PING") == .status("PONG") } catch { return false }
    }

    /// Whether a command fails without having been sent.
    private func failsAtOnce() -> Bool {
        do {
            _ = try client.command("PING")
            return false
        } catch {
            if case .unavailable = error { return true } else { return false }
        }
    }

    @Test("many threads share it, each with its own replies")
    func threads() throws {
        let failures = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 32) { thread in
            for index in 0..<50 {
                let key = "k\(thread)-\(index)"
                let replies = try? client.pipeline([["SET", key, index], ["GET", key]])
                if replies?.last?.bytes != Array(String(index).utf8) { failures.add(1, ordering: .relaxed) }
            }
        }
        let count = failures.load(ordering: .relaxed)
        #expect(count == 0)
        #expect(client.failure == nil)
    }

    @Test("connections are kept, and not more than wanted")
    func idleConnections() throws {
        for _ in 0..<100 { _ = try client.command("PING") }
        let info = try client.command("INFO", "stats").bytes ?? []
        let text = String(decoding: info, as: UTF8.self)
        // One by the test server's own check, and the client's.
        #expect(text.contains("total_connections_received:2\r\n"))
    }

    @Test("a restart of Redis between two commands is not noticed")
    func restart() throws {
        #expect(isAvailable())
        redis.kill()
        try redis.start()
        #expect(isAvailable())
    }

    @Test("while Redis is unavailable commands fail at once, until it answers again")
    func killed() throws {
        #expect(isAvailable())
        redis.kill()
        #expect(!isAvailable())
        #expect(failsAtOnce())
        #expect(client.failure != nil)
        try redis.start()
        #expect(eventually { client.failure == nil })
        #expect(isAvailable())
    }

    @Test("a Redis that hangs costs one time limit, and is used again when it answers")
    func frozen() throws {
        #expect(isAvailable())
        redis.freeze()
        #expect(throws: RedisError.timeout) { try client.command("PING") }
        for _ in 0..<100 { #expect(failsAtOnce()) }
        redis.thaw()
        #expect(eventually { client.failure == nil })
        #expect(try client.command("ECHO", "new") == .bytes(Array("new".utf8)))
    }

    @Test("a Redis that hangs costs one time limit for all threads together")
    func frozenForMany() throws {
        #expect(isAvailable())
        redis.freeze()
        let timeouts = Atomic(0)
        let refusals = Atomic(0)
        let all = DispatchGroup()
        for _ in 0..<32 {
            all.enter()
            Thread { [client] in
                do throws(RedisError) {
                    _ = try client.command("PING")
                } catch .timeout {
                    timeouts.add(1, ordering: .relaxed)
                } catch {
                    if case .unavailable = error { refusals.add(1, ordering: .relaxed) }
                }
                all.leave()
            }.start()
        }
        all.wait()
        redis.thaw()
        let counts = (timeouts.load(ordering: .relaxed), refusals.load(ordering: .relaxed))
        #expect(counts == (1, 31))
        #expect(eventually { isAvailable() })
    }

    /// What a client reported, in order.
    private final class Changes: Sendable {
        private let changes = Mutex<[RedisChange]>([])

        var all: [RedisChange] { changes.withLock { $0 } }

        @Sendable func add(_ change: RedisChange) { changes.withLock { $0.append(change) } }
    }

    @Test("its loss and its return are reported once each")
    func reports() throws {
        let changes = Changes()
        let client = RedisClient(RedisConfiguration(endpoint: redis.tcp), report: changes.add)
        _ = try client.command("PING")
        redis.kill()
        for _ in 0..<5 { #expect(throws: RedisError.self) { try client.command("PING") } }
        #expect(changes.all.count == 1)
        guard case .lost(.connect) = changes.all.first else { return #expect(Bool(false), "\(changes.all)") }
        try redis.start()
        #expect(eventually { changes.all.count == 2 })
        #expect(changes.all.last == .back)
    }

    @Test("a user of the access control list; a right that is missing is reported once, with Redis' words")
    func accessControl() throws {
        let guarded = try TestRedis(["--user", "searcher", "on", ">secret", "~descry:*", "+ping", "+mget"])
        let changes = Changes()
        let client = RedisClient(
            RedisConfiguration(endpoint: guarded.tcp, password: "secret", username: "searcher"), report: changes.add)
        #expect(try client.command("MGET", "descry:k") == .array([.null]))
        for _ in 0..<3 { #expect(try client.command("SET", "descry:k", "v").errorMessage != nil) }
        #expect(try client.command("MGET", "descry:k") == .array([.null]))
        #expect(changes.all.count == 1)
        guard case .refusedCommand(let message) = changes.all.first else {
            return #expect(Bool(false), "\(changes.all)")
        }
        #expect(message.hasPrefix("NOPERM") && message.contains("set"))
        let wrong = RedisClient(
            RedisConfiguration(endpoint: guarded.tcp, password: "wrong", username: "searcher"), report: changes.add)
        #expect(throws: RedisError.self) { try wrong.command("PING") }
        guard case .lost(.server(let why)) = changes.all.last else { return #expect(Bool(false), "\(changes.all)") }
        #expect(why.hasPrefix("WRONGPASS"))
    }

    @Test("with a missing password Redis is unavailable, and the error says why")
    func missingPassword() throws {
        let locked = try TestRedis(["--requirepass", "open sesame"])
        let changes = Changes()
        let client = RedisClient(RedisConfiguration(endpoint: locked.tcp), report: changes.add)
        for _ in 0..<3 { #expect(throws: RedisError.self) { try client.command("MGET", "k") } }
        #expect(changes.all.count == 1)
        guard case .lost(.server(let why)) = changes.all.first else { return #expect(Bool(false), "\(changes.all)") }
        #expect(why.hasPrefix("NOAUTH"))
    }

    @Test("the database that is set is used, also after Redis was unavailable")
    func database() throws {
        let third = RedisClient(RedisConfiguration(endpoint: redis.tcp, database: 3))
        #expect(try third.command("SET", "k", "third") == .status("OK"))
        #expect(try client.command("GET", "k") == .null)
        redis.kill()
        #expect(throws: RedisError.self) { try third.command("PING") }
        try redis.start()
        #expect(eventually { third.failure == nil })
        #expect(try third.command("SET", "k", "again") == .status("OK"))
        #expect(try client.command("GET", "k") == .null)
        let none = RedisClient(RedisConfiguration(endpoint: redis.tcp, database: 99))
        #expect(throws: RedisError.server(message: "ERR DB index is out of range")) { try none.command("PING") }
    }

    @Test("with a wrong password Redis is unavailable, and the error says why")
    func wrongPassword() throws {
        let locked = try TestRedis(["--requirepass", "open sesame"])
        var configuration = RedisConfiguration(endpoint: locked.tcp, password: "wrong")
        configuration.probeInterval = .milliseconds(50)
        let client = RedisClient(configuration)
        #expect(throws: RedisError.self) { try client.command("PING") }
        #expect {
            try client.command("PING")
        } throws: { error in
            guard case .unavailable(let detail) = error as? RedisError else { return false }
            return detail.contains("password")
        }
        let owner = try RedisConnection(RedisConfiguration(endpoint: locked.tcp, password: "open sesame"))
        _ = try owner.command(["CONFIG", "SET", "requirepass", "wrong"])
        #expect(eventually { client.failure == nil })
    }

    @Test("error replies and values that are too large do not make Redis unavailable")
    func errorReplies() throws {
        var configuration = RedisConfiguration(endpoint: redis.unix)
        configuration.maxReplyBytes = 50_000
        let client = RedisClient(configuration)
        #expect(try client.command("NO-SUCH-COMMAND").errorMessage != nil)
        _ = try client.command("SET", "k", [UInt8](repeating: 0, count: 60_000))
        #expect(throws: RedisError.replyTooLarge(limit: 50_000)) { try client.command("GET", "k") }
        #expect(try client.command("PING") == .status("PONG"))
    }

    @Test("without a Redis only the first command takes time")
    func closedPort() throws {
        let client = RedisClient(
            RedisConfiguration(endpoint: .tcp(host: "127.0.0.1", port: try TestSocket.freePort())))
        #expect {
            try client.command("PING")
        } throws: { error in
            if case .connect = error as? RedisError { true } else { false }
        }
        #expect {
            try client.command("PING")
        } throws: { error in
            if case .unavailable = error as? RedisError { true } else { false }
        }
    }
}

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

    @Test("a Redis that was killed and started again meanwhile is not noticed")
    func restart() throws {
        #expect(isAvailable())
        redis.kill()
        try redis.start()
        #expect(isAvailable())
    }

    @Test("while Redis is away commands fail at once, and it is found again by itself")
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

    @Test("a Redis that stands still costs one timeout, and is back after it goes on")
    func frozen() throws {
        #expect(isAvailable())
        redis.freeze()
        #expect(throws: RedisError.timeout) { try client.command("PING") }
        for _ in 0..<100 { #expect(failsAtOnce()) }
        redis.thaw()
        #expect(eventually { client.failure == nil })
        #expect(try client.command("ECHO", "new") == .bytes(Array("new".utf8)))
    }

    @Test("a wrong password is like a Redis that is away, and says why")
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

    @Test("error replies and values that are too large do not make Redis away")
    func errorReplies() throws {
        var configuration = RedisConfiguration(endpoint: redis.unix)
        configuration.maxReplyBytes = 50_000
        let client = RedisClient(configuration)
        #expect(try client.command("NO-SUCH-COMMAND").errorMessage != nil)
        _ = try client.command("SET", "k", [UInt8](repeating: 0, count: 60_000))
        #expect(throws: RedisError.replyTooLarge(limit: 50_000)) { try client.command("GET", "k") }
        #expect(try client.command("PING") == .status("PONG"))
    }

    @Test("no Redis at all costs nothing but the first try")
    func nobody() throws {
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

import Redis
import Testing

@Suite("RedisConnection", .enabled(if: TestRedis.path != nil, "there is no redis-server on this machine"))
struct RedisConnectionTests {
    let redis: TestRedis
    let connection: RedisConnection

    init() throws {
        redis = try TestRedis()
        var configuration = RedisConfiguration(endpoint: redis.unix)
        // Megabytes take a while under a sanitizer, or on a busy machine.
        configuration.commandTimeout = .seconds(20)
        connection = try RedisConnection(configuration)
    }

    @Test("each kind of reply")
    func replies() throws {
        #expect(try connection.command(["SET", "k", "v"]) == .status("OK"))
        #expect(try connection.command(["GET", "k"]) == .bytes(Array("v".utf8)))
        #expect(try connection.command(["GET", "missing"]) == .null)
        #expect(try connection.command(["INCRBY", "n", -7]) == .integer(-7))
        #expect(try connection.command(["KEYS", "nothing*"]) == .array([]))
        #expect(
            try connection.command(["MGET", "k", "missing", "n"])
                == .array([.bytes(Array("v".utf8)), .null, .bytes(Array("-7".utf8))]))
        let nested = try connection.command(["EVAL", "return {1, {2, 'x'}, {}}", 0])
        #expect(nested == .array([.integer(1), .array([.integer(2), .bytes(Array("x".utf8))]), .array([])]))
        #expect(try connection.command(["SET", "k", "w", "NX"]) == .null)
    }

    @Test("any bytes are returned unchanged, also none and many", arguments: [0, 1, 255, 256, 70_000, 8_000_000])
    func binary(_ count: Int) throws {
        let value = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 >> 3) }
        let key: [UInt8] = [0, 13, 10, 255, 32, 37, 115]
        #expect(try connection.command(["SET", key, value, "PX", 60_000]) == .status("OK"))
        #expect(try connection.command(["GET", key]) == .bytes(value))
    }

    @Test("an error of Redis is a reply, and the connection stays usable")
    func errorReplies() throws {
        _ = try connection.command(["SET", "k", "v"])
        let reply = try connection.command(["INCR", "k"])
        #expect(reply.errorMessage?.contains("not an integer") == true)
        #expect(try connection.command(["NO-SUCH-COMMAND"]).errorMessage != nil)
        #expect(try connection.command(["GET", "k"]).bytes == Array("v".utf8))
    }

    @Test("a pipeline's replies are in its order")
    func pipeline() throws {
        let writes: [[any RedisArgument]] = (0..<1_000).map { ["SET", "k\($0)", $0] }
        #expect(try connection.pipeline(writes) == Array(repeating: .status("OK"), count: 1_000))
        let reads: [[any RedisArgument]] = (0..<1_000).map { ["GET", "k\($0)"] }
        #expect(try connection.pipeline(reads) == (0..<1_000).map { .bytes(Array(String($0).utf8)) })
        #expect(try connection.pipeline([]).isEmpty)
    }

    @Test("a pipeline larger than the socket's buffers goes through")
    func largePipeline() throws {
        var configuration = RedisConfiguration(endpoint: redis.unix)
        // 40 MB take a while on a busy machine.
        configuration.commandTimeout = .seconds(30)
        let connection = try RedisConnection(configuration)
        let value = [UInt8](repeating: 7, count: 1_000_000)
        let commands: [[any RedisArgument]] = (0..<20).map { ["ECHO", value + [UInt8($0)]] }
        let replies = try connection.pipeline(commands)
        #expect(replies == (0..<20).map { .bytes(value + [UInt8($0)]) })
    }

    @Test("a full Redis refuses writes by a reply")
    func outOfMemory() throws {
        let full = try TestRedis(["--maxmemory", "1mb", "--maxmemory-policy", "noeviction"])
        let connection = try RedisConnection(RedisConfiguration(endpoint: full.tcp))
        let reply = try connection.command(["SET", "k", [UInt8](repeating: 0, count: 2_000_000)])
        let second = try connection.command(["SET", "l", "v"])
        #expect([reply, second].contains { $0.errorMessage?.hasPrefix("OOM") == true })
        #expect(try connection.command(["PING"]) == .status("PONG"))
    }

    @Test("a missing, a wrong and a right password")
    func password() throws {
        let locked = try TestRedis(["--requirepass", "open sesame"])
        var configuration = RedisConfiguration(endpoint: locked.tcp)
        let stranger = try RedisConnection(configuration)
        #expect(try stranger.command(["GET", "k"]).errorMessage?.hasPrefix("NOAUTH") == true)

        configuration.password = "wrong secret"
        #expect {
            try RedisConnection(configuration)
        } throws: { error in
            guard case .server = error as? RedisError else { return false }
            return !String(describing: error).contains("wrong secret")
        }

        configuration.password = "open sesame"
        #expect(try RedisConnection(configuration).command(["PING"]) == .status("PONG"))
        configuration.username = "default"
        #expect(try RedisConnection(configuration).command(["PING"]) == .status("PONG"))
    }

    @Test("an error ends the connection")
    func afterAnError() throws {
        redis.kill()
        let first = #expect(throws: RedisError.self) { try connection.command(["PING"]) }
        try redis.start()
        let second = #expect(throws: RedisError.self) { try connection.command(["PING"]) }
        #expect(first == second)
        #expect(try RedisConnection(RedisConfiguration(endpoint: redis.unix)).command(["PING"]) == .status("PONG"))
    }

    @Test("a Redis that hangs is an error in time, and its late reply is never returned")
    func timeout() throws {
        var configuration = RedisConfiguration(endpoint: redis.tcp)
        configuration.commandTimeout = .milliseconds(100)
        let connection = try RedisConnection(configuration)
        redis.freeze()
        #expect(throws: RedisError.timeout) { try connection.command(["ECHO", "late"]) }
        redis.thaw()
        #expect(throws: RedisError.timeout) { try connection.command(["ECHO", "next"]) }
    }

    @Test("a reply beyond the limit is refused")
    func replyLimit() throws {
        var configuration = RedisConfiguration(endpoint: redis.unix)
        configuration.maxReplyBytes = 100_000
        let connection = try RedisConnection(configuration)
        _ = try connection.command(["SET", "k", [UInt8](repeating: 0, count: 90_000)])
        #expect(try connection.command(["GET", "k"]).bytes?.count == 90_000)
        #expect(throws: RedisError.replyTooLarge(limit: 100_000)) {
            try connection.pipeline([["GET", "k"], ["GET", "k"]])
        }
    }
}

import Redis
import Testing

@testable import Diagnostics

@Suite struct RedisCheckTests {
    @Test("no Redis, and one that does not answer, are warnings: a server works without")
    func withoutRedis() {
        let none = RedisCheck.finding(nil)
        #expect(none.state == .warning && none.advice == "set REDISHOST")
        let closed = RedisCheck.finding(RedisConfiguration(endpoint: .unix(path: "/nowhere/redis.sock")))
        #expect(closed.state == .warning && closed.detail.contains("unix:/nowhere/redis.sock"), "\(closed)")
    }

    @Test(
        "a Redis whose memory has a limit refuses writes unless it may evict keys",
        arguments: [
            ("used_memory:5\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n", false),
            ("used_memory:5\r\nmaxmemory:9\r\nmaxmemory_policy:noeviction\r\n", true),
            ("used_memory:5\r\nmaxmemory:9\r\nmaxmemory_policy:allkeys-lru\r\n", false),
        ])
    func memory(info: String, refusesWrites: Bool) throws {
        let memory = try #require(RedisMemory(.bytes(Array(info.utf8))))
        #expect(memory.used == 5 && memory.refusesWrites == refusesWrites)
        #expect(RedisMemory(.bytes(Array("# Memory".utf8))) == nil)
    }
}

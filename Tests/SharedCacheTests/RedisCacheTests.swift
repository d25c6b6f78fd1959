import Files
import Formats
import Redis
import Search
import Testing

@testable import SharedCache

/// The cache where Redis does not answer; with a real one it is tested through the server (IntegrationTests).
@Suite struct RedisCacheTests {
    private let configuration = RedisConfiguration(endpoint: .unix(path: "/nowhere/redis.sock"))

    @Test("without Redis nothing is found, kept or locked, and the failures are counted")
    func without() {
        let cache = RedisCache(RedisClient(configuration))
        #expect(cache.values(for: ["a", "b"]) == [nil, nil])
        #expect(cache.values(for: []).isEmpty)
        cache.set([("a", [1])], lifetime: .seconds(1))
        guard case .unavailable = cache.lock("a", token: "t", lifetime: .seconds(1)) else {
            Issue.record("a lock without Redis")
            return
        }
        #expect(!cache.isReachable)
        #expect(cache.statistics.failures == 4)
        let text = cache.families(unreadable: 7).map(\.text).joined()
        #expect(text.contains("descry_cache_up 0") && text.contains("descry_cache_unreadable_total 7"))
    }

    @Test("an inventory of a Redis that does not answer is an error that names it")
    func inventory() throws {
        let error = try #require(throws: SetupError.self) { try RedisInventory(configuration) }
        #expect(error.kind == .unavailable)
        #expect(error.description.contains("Redis at unix:/nowhere/redis.sock cannot be used"))
    }
}

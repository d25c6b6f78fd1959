import Redis
import Testing

@testable import SharedCache

@Suite struct RedisBudgetTests {
    /// A budget that is never asked, so that it needs no Redis.
    private func budget(_ secret: String) -> RedisBudget {
        let client = RedisClient(RedisConfiguration(endpoint: .tcp(host: "127.0.0.1", port: 1)))
        return RedisBudget(client, secret: secret, place: "https://example.org/")
    }

    @Test("processes with the same key count a client under the same name, others under another one")
    func isShared() {
        #expect(budget("a").prefix(of: "192.0.2.1") == budget("a").prefix(of: "192.0.2.1"))
        #expect(budget("a").prefix(of: "192.0.2.1") != budget("b").prefix(of: "192.0.2.1"))
        #expect(budget("a").prefix(of: "192.0.2.1") != budget("a").prefix(of: "192.0.2.2"))
        #expect(budget("a").prefix(of: "").isEmpty)
    }

    @Test("a client's name is not a hash of what can be read in Redis and its address")
    func isKeyed() {
        let budget = budget("a")
        let key = budget.key
        for readable in [key, String(key.split(separator: ":")[3])] {
            #expect(budget.prefix(of: "192.0.2.1") != RedisBudget.hash("\(readable)\n192.0.2.1") + ":")
        }
    }
}

import Foundation
import Redis
import SharedCache
import TestSupport
import Testing

@testable import Search

extension Integration {
    /// The picture source goes away, and comes back.
    @Suite struct SourceLossTests {
        private let folder: TemporaryFolder
        private let standIn: StandIn

        init() throws {
            folder = try TemporaryFolder()
            standIn = try .pixabay()
        }

        private func stack(_ environment: [String: String] = [:]) throws -> Stack {
            try Stack(in: folder, environment: standIn.environment.merging(environment) { $1 })
        }

        private func count(_ text: String, in log: String) -> Int { log.components(separatedBy: text).count - 1 }

        @Test("a source that says nothing is left alone after three searches, and is back by itself")
        func breaksCircuit() throws {
            let stack = try stack(["DESCRY_DEADLINE": "1"])
            try standIn.fault("hang")
            for number in 0..<3 { #expect(try stack.get("/search?t=lake\(number)&s_query=boats").status == 504) }
            let asked = try standIn.searches()
            for number in 0..<10 {
                let answer = try stack.get("/search?t=sea\(number)&s_query=boats")
                // A probe may be among them.
                guard answer.status != 504 else { continue }
                #expect(answer.status == 503)
                #expect(answer.header("Content-Type") == "application/problem+json")
                #expect(answer.header("Retry-After").flatMap { Int($0) } ?? 0 >= 1)
                #expect(answer.string("title") == "Requests to the picture source are paused")
                #expect(answer.string("detail")?.contains("did not answer in time") == true)
            }
            #expect(try standIn.searches() <= asked + 2)
            #expect(try stack.get("/metrics").body.contains("\ndescry_source_away 1.0\n"))
            #expect(count("the picture source is unavailable", in: stack.descry.log) == 1)
            try standIn.fault("none")
            #expect(eventually { (try? stack.get("/search?t=mountains&s_query=boats").status) == 200 })
            #expect(try stack.get("/metrics").body.contains("\ndescry_source_away 0.0\n"))
            #expect(try stack.get("/metrics").body.contains("\ndescry_source_losses_total 1.0\n"))
            #expect(count("the picture source is available again", in: stack.descry.log) == 1)
        }

        @Test(
            "an expired pool is served, marked as stale, as long as the source is unavailable",
            arguments: ["500", "hang"])
        func servesStalePool(mode: String) throws {
            let stack = try stack(["DESCRY_DEADLINE": "6"])
            let search = "/search?t=mountains&s_query=snow"
            let fresh = try stack.get(search)
            #expect(fresh.bool("pool", "stale") == false)
            try expirePools()
            try stack.restartDescry()
            try standIn.fault(mode)
            let stale = try stack.get(search)
            #expect(stale.status == 200)
            #expect(stale.bool("pool", "stale") == true)
            #expect(stale.bool("pool", "complete") == false)
            #expect(stale.number("pool", "age_s") ?? 0 >= 90_000)
            #expect(stale.strings("top_urls") == fresh.strings("top_urls"))
            #expect(try stack.get("/search?t=lake&s_query=snow").status >= 502)
            try standIn.fault("none")
            #expect(eventually { (try? stack.get(search).bool("pool", "stale")) == false })
            #expect(try stack.get(search).number("pool", "age_s") ?? .infinity < 90_000)
        }

        /// Makes the pools in Redis 25 hours old.
        private func expirePools() throws {
            let client = RedisClient(RedisConfiguration(endpoint: .unix(path: folder.file("redis.sock"))))
            let cache = RedisCache(client)
            let key = "descry:1:pool:\(try poolSource()):30:mountains"
            let frame = try #require(cache.values(for: [key])[0])
            let payload = try #require(CacheFrame.open(frame))
            let object = try JSONSerialization.jsonObject(with: Data(payload))
            var json = try #require(object as? [String: Any])
            json["answered"] = try #require(json["answered"] as? Double) - 25 * 3600
            cache.set(
                [(key, CacheFrame.seal(Array(try JSONSerialization.data(withJSONObject: json))))],
                lifetime: .seconds(3600))
        }

        private func poolSource() throws -> String {
            let keys = try ChildProcess.run("redis-cli", ["-s", folder.file("redis.sock"), "--scan"]).output
            let pool = try #require(keys.split(separator: "\n").first { $0.hasPrefix("descry:1:pool:") })
            return pool.dropFirst("descry:1:pool:".count).split(separator: ":").dropLast(2).joined(separator: ":")
        }

        @Test("the lock of a process that was killed keeps nobody waiting")
        func survivesDeadOwner() throws {
            let stack = try stack()
            try standIn.fault("picture-gate", hits: "29", tag: "mountains")
            let search = "/search?t=mountains&s_query=snow"
            #expect(try stack.get(search).number("pool", "ranked") == 29)
            let key = "descry:1:lock:\(try poolSource()):30:mountains"
            let left = try ChildProcess.run("redis-cli", ["-s", folder.file("redis.sock"), "PTTL", key]).output
            #expect((1...2000).contains(Int(left.split(separator: "\n")[0]) ?? -1))
            // Renewed while the picture is awaited.
            #expect(eventually { stack.redisHolds("descry:1:embedding:*", count: 29) })
            stack.descry.signal(SIGKILL)
            try stack.restartDescry()
            #expect(try stack.get(search).number("pool", "ranked") == 29)
            #expect(try standIn.searches() == 1)
            #expect(stack.searchLog().last?["encoded_pictures"] as? Int == 0)
        }

        @Test("a user of Redis' access control list needs the rights that the help names, and no more")
        func needsFewRights() throws {
            let stack = try stack(["REDIS_USERNAME": "searcher", "REDIS_PASSWORD": "secret", "REDIS_DB": "2"])
            #expect(eventually { count("Redis refuses the login or the database", in: stack.descry.log) == 1 })
            #expect(stack.descry.log.contains("WRONGPASS"))
            let help = try ChildProcess.run(Checkout.descry, ["serve", "--help"]).output
            let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let list = try #require(words.firstMatch(of: /it needs the commands (.*?) on the keys/)?.1)
            let commands = list.replacing(" and", with: ",").split(separator: ",").map { "+\($0.trimming())" }
            func redis(_ words: [String]) throws -> String {
                try ChildProcess.run("redis-cli", ["-s", folder.file("redis.sock")] + words).output
            }
            let made = try redis(["ACL", "SETUSER", "searcher", "on", ">secret", "~descry:*"] + commands)
            #expect(made.hasPrefix("OK"))
            #expect(eventually { count("Redis is available again", in: stack.descry.log) == 1 })
            #expect(try stack.get("/search?t=mountains&s_query=snow").number("pool", "ranked") == 30)
            #expect(eventually { (try? redis(["-n", "2", "DBSIZE"]).hasPrefix("62")) == true })
            #expect(!stack.descry.log.contains("Redis refuses a command"))
        }

        @Test("Redis' loss and return are in the log once each, with the reason")
        func logsRedisLoss() throws {
            let stack = try stack()
            stack.redis?.signal(SIGKILL)
            #expect(eventually { (try? stack.get("/search?t=mountains&s_query=snow").status) == 200 })
            for number in 0..<5 { #expect(try stack.get("/search?t=mountains&s_query=snow+\(number)").status == 200) }
            #expect(eventually { count("Redis is unavailable", in: stack.descry.log) == 1 })
            try stack.restartRedis()
            #expect(eventually { count("Redis is available again", in: stack.descry.log) == 1 })
            #expect(count("Redis is unavailable", in: stack.descry.log) == 1)
        }
    }
}

extension Substring {
    fileprivate func trimming() -> String { trimmingCharacters(in: .whitespaces) }
}

extension Stack {
    /// Whether Redis has so many keys of a form.
    func redisHolds(_ pattern: String, count: Int) -> Bool {
        let keys = try? ChildProcess.run(
            "redis-cli", ["-s", folder.file("redis.sock"), "--scan", "--pattern", pattern]
        ).output
        return keys?.split(separator: "\n").count == count
    }
}

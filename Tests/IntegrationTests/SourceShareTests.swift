import Foundation
import TestSupport
import Testing

extension Integration {
    /// The source's limit of 100 calls a minute: shared by clients and by processes.
    @Suite struct SourceShareTests {
        private let standIn: StandIn

        init() throws {
            standIn = try .pixabay()
        }

        private static let nginx = [
            "DESCRY_TRUSTED_PROXIES": "127.0.0.1", "DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off",
        ]

        /// The statuses of searches for new keywords, one after the other, and the values of their Retry-After.
        private func statuses(
            _ stack: Stack, _ count: Int, from client: String
        ) throws -> (counts: [Int: Int], retries: Set<Int>) {
            let name = UInt32.random(in: 0...UInt32.max)
            let output = try ChildProcess.run(
                "curl",
                [
                    "-sk", "--noproxy", "*", "--http1.1", "-H", "X-Forwarded-For: \(client)", "-o", "/dev/null", "-w",
                    "%{http_code} %header{retry-after}\\n",
                    "https://localhost:\(stack.port)/search?t=new\(name)+[1-\(count)]&s_query=snow",
                ]
            ).output
            let lines = output.split(separator: "\n").map { $0.split(separator: " ") }
            return (
                Dictionary(lines.compactMap { Int($0[0]) }.map { ($0, 1) }, uniquingKeysWith: +),
                Set(lines.filter { $0.count > 1 }.compactMap { Int($0[1]) })
            )
        }

        @Test("one client gets half of what is left of the source's limit, here and in other processes")
        func isShared() throws {
            let one = try Stack(environment: standIn.environment, nginx: Self.nginx)
            let redis = ["REDISHOST": "unix:\(one.folder.file("redis.sock"))"]
            let two = try Stack(
                environment: standIn.environment.merging(redis) { $1 }, redis: false, nginx: Self.nginx)
            let greedy = try statuses(one, 60, from: "203.0.113.1")
            #expect(greedy.counts == [200: 50, 429: 10])
            #expect(!greedy.retries.isEmpty && greedy.retries.allSatisfy { (1...60).contains($0) })
            // Its share is no larger in another process; others have theirs.
            #expect(try statuses(two, 5, from: "203.0.113.1").counts == [429: 5])
            #expect(try statuses(two, 20, from: "203.0.113.2").counts == [200: 20])
            #expect(try statuses(one, 10, from: "203.0.113.2").counts == [200: 5, 429: 5])
            #expect(try standIn.searches() == 75)
            let refused = try one.get("/search?t=onemore&s_query=snow", ["-H", "X-Forwarded-For: 203.0.113.1"])
            #expect(refused.header("Content-Type") == "application/problem+json")
            #expect(refused.string("title") == "Too many new keywords")
            #expect(refused.string("detail")?.contains("share of the picture source's limit") == true)
            // What is known costs nothing of it.
            for client in ["203.0.113.3", "203.0.113.1"] {
                let known = try one.get("/search?t=onemore&s_query=snow", ["-H", "X-Forwarded-For: \(client)"])
                #expect(known.status == 200)
            }
            let keys = try ChildProcess.run("redis-cli", ["-s", one.folder.file("redis.sock"), "--scan"]).output
            let budget = try #require(keys.split(separator: "\n").first { $0.hasPrefix("descry:1:budget:") })
            let members = try ChildProcess.run(
                "redis-cli", ["-s", one.folder.file("redis.sock"), "ZRANGE", String(budget), "0", "-1"]
            ).output
            #expect(members.split(separator: "\n").count == 76)
            #expect(!(keys + members).contains(StandIn.key) && !(keys + members).contains("203.0.113"))
        }

        @Test("requests counted while Redis' clock was ahead hold for one window, not until that time")
        func survivesClocks() throws {
            let stack = try Stack(environment: standIn.environment, nginx: Self.nginx)
            #expect(try statuses(stack, 1, from: "203.0.113.1").counts == [200: 1])
            func redis(_ arguments: String...) throws -> String {
                try ChildProcess.run("redis-cli", ["-s", stack.folder.file("redis.sock")] + arguments).output
            }
            let keys = try redis("--scan").split(separator: "\n")
            let budget = String(try #require(keys.first { $0.hasPrefix("descry:1:budget:") }))
            let tomorrow = (Int(Date().timeIntervalSince1970) + 86_400) * 1000
            for number in 0..<98 { _ = try redis("ZADD", budget, "\(tomorrow)", "member \(number)") }
            _ = try redis("ZADD", budget, "inf", "last")
            _ = try redis("PEXPIREAT", budget, "\(tomorrow + 60_000)")
            let full = try statuses(stack, 1, from: "203.0.113.2")
            #expect(full.counts == [503: 1])
            #expect(full.retries.allSatisfy { (1...60).contains($0) }, "\(full.retries)")
            let now = Int(Date().timeIntervalSince1970) * 1000
            #expect(try redis("ZCOUNT", budget, "(\(now + 5000)", "+inf") == "0\n")
        }

        @Test("without Redis each process keeps to the limit by itself")
        func fallsBack() throws {
            let stack = try Stack(environment: standIn.environment, nginx: Self.nginx)
            stack.redis?.signal(SIGKILL)
            #expect(try statuses(stack, 60, from: "203.0.113.1").counts == [200: 50, 429: 10])
            #expect(try statuses(stack, 30, from: "203.0.113.2").counts == [200: 25, 429: 5])
        }
    }
}

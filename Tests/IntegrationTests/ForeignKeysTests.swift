import Foundation
import TestSupport
import Testing

extension Integration {
    /// `descry cache` on a Redis in which others have written, or that is none.
    @Suite struct ForeignKeysTests {
        private let folder: TemporaryFolder
        private let standIn: StandIn
        private let redis: ChildProcess

        init() throws {
            folder = try TemporaryFolder()
            standIn = try .pixabay()
            redis = try Stack.startRedis(folder)
        }

        private func cache(_ arguments: String..., socket: String = "redis.sock") throws -> ChildProcess.Outcome {
            // A command that hangs is a failure (124), not a test that hangs.
            try ChildProcess.run(
                "timeout", ["300", Checkout.descry, "cache"] + arguments,
                environment: standIn.environment.merging([
                    "DESCRY_MODEL": Checkout.model, "REDISHOST": "unix:\(folder.file(socket))",
                    "DESCRY_ANSWER_FOLDER": folder.file("answers"),
                ]) { $1 })
        }

        private func redisCLI(_ arguments: String...) throws -> String {
            try ChildProcess.run("redis-cli", ["-s", folder.file("redis.sock")] + arguments).output
        }

        private func shell(_ script: String) throws {
            let outcome = try ChildProcess.run("sh", ["-c", script, folder.file("redis.sock")])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        /// Loads one pool, and tells its key.
        private func warm() throws -> String {
            let file = folder.file("tags")
            try "mountains\n".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try cache("warm", file).status == 0)
            return try redisCLI("--scan", "--pattern", "descry:1:pool:*:mountains").trimmingCharacters(in: .newlines)
        }

        @Test("a value of another type or size is passed over by list and show, and purged with its tag")
        func otherTypes() throws {
            let key = try warm()
            let pictures = try redisCLI("--scan", "--pattern", "descry:1:jpeg:*").split(separator: "\n")
            let picture = String(try #require(pictures.first))
            _ = try redisCLI("del", picture)
            _ = try redisCLI("lpush", picture, "a")
            let other = key.replacing(/\d+:mountains$/, with: "31:mountains")
            _ = try redisCLI("lpush", other, "a")
            // Larger than all replies together may be.
            _ = try redisCLI("setrange", key.replacing(/\d+:mountains$/, with: "32:mountains"), "100000000", "a")

            let list = try cache("list", "--json")
            #expect(list.status == 0, "\(list.errors)")
            #expect(list.output.split(separator: "\n").count == 1)
            let show = try cache("show", "mountains")
            #expect(show.status == 0, "\(show.errors)")
            let purge = try cache("purge", "mountains", "--yes", "--json")
            #expect(purge.status == 0, "\(purge.errors)")
            #expect(purge.output.contains(#""pools":3"#), "\(purge.output)")
            #expect(try redisCLI("--scan", "--pattern", "descry:1:pool:*") == "")
        }

        @Test("keys that are not UTF-8 are purged like all others")
        func otherBytes() throws {
            _ = try warm()
            let command = #"*3\r\n$3\r\nSET\r\n$20\r\ndescry:1:jpeg:x:\377\376ab\r\n$1\r\n1\r\n"#
            try shell("printf '\(command)' | redis-cli -s \"$0\" --pipe")
            #expect(try redisCLI("dbsize") != "0\n")
            #expect(try cache("list").status == 0)
            #expect(try cache("purge", "--all", "--yes").status == 0)
            #expect(try redisCLI("--scan", "--pattern", "descry:1:[pjel]*") == "")
        }

        @Test("a Redis whose SCAN never ends is given up, with a sentence", arguments: ["0", "3"])
        func endless(keys: String) throws {
            let server = try ChildProcess(
                "python3", ["\(Checkout.root)/Tests/StandIn/endless_redis.py", folder.file("endless.sock"), keys],
                log: folder.file("endless.log"))
            #expect(eventually { FileManager.default.fileExists(atPath: folder.file("endless.sock")) })
            let list = try cache("list", socket: "endless.sock")
            #expect(list.status == 69, "\(list.errors)")
            #expect(list.errors.contains("has not listed all its keys"), "\(list.errors)")
            server.stop()
        }
    }
}

import Foundation
import TestSupport
import Testing

extension Integration {
    /// `descry cache`, on a real Redis.
    @Suite struct CacheCommandTests {
        private let folder: TemporaryFolder
        private let standIn: StandIn
        private let redis: ChildProcess

        init() throws {
            folder = try TemporaryFolder()
            standIn = try .pixabay()
            redis = try Stack.startRedis(folder)
        }

        private var environment: [String: String] {
            standIn.environment.merging([
                "DESCRY_MODEL": Checkout.model, "REDISHOST": "unix:\(folder.file("redis.sock"))",
                "DESCRY_ANSWER_FOLDER": folder.file("answers"),
            ]) { $1 }
        }

        private func cache(_ arguments: String...) throws -> ChildProcess.Outcome {
            try ChildProcess.run(Checkout.descry, ["cache"] + arguments, environment: environment)
        }

        private func lines(_ outcome: ChildProcess.Outcome) -> [[String: Any]] {
            outcome.output.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }

        private func keys(_ pattern: String) throws -> [Substring] {
            try ChildProcess.run(
                "redis-cli", ["-s", folder.file("redis.sock"), "--scan", "--pattern", pattern]
            ).output.split(separator: "\n")
        }

        private func write(_ tags: String) throws -> String {
            let file = folder.file("tags")
            try tags.write(toFile: file, atomically: true, encoding: .utf8)
            return file
        }

        @Test("warm loads each tag once, and a second time costs the source nothing")
        func warms() throws {
            let file = try write("# tags\n Mountains\nlake\n\nmountains\nnothing here\n")
            let first = try cache("warm", file)
            #expect(first.status == 0, "\(first.errors)")
            #expect(
                first.output.split(separator: "\n") == [
                    "loaded\tmountains\t30 of 30 pictures", "loaded\tlake\t30 of 30 pictures",
                    "empty\tnothing here\tno pictures",
                ])
            #expect(first.errors.contains("3 tags: 2 loaded, 1 without pictures"), "\(first.errors)")
            let searches = try standIn.searches()
            let again = try cache("warm", "--json", file)
            #expect(lines(again).map { $0["outcome"] as? String } == ["fresh", "fresh", "empty"])
            #expect(try standIn.searches() == searches)

            // What a server finds.
            let stack = try Stack(environment: environment, redis: false)
            let answer = try stack.get("/search?t=lake&s_query=snow")
            #expect(answer.number("pool", "ranked") == 30)
            #expect(try standIn.searches() == searches)
        }

        @Test("warm shares the source's limit with searches: half of what they leave, then it waits")
        func keepsLimit() throws {
            let file = try write((0..<60).map { "tag \($0)\n" }.joined())
            let warm = try ChildProcess(
                Checkout.descry, ["cache", "warm", file], environment: environment, log: folder.file("warm.log"))
            #expect(eventually { ((try? standIn.searches()) ?? 0) >= 50 })
            Thread.sleep(forTimeInterval: 1)
            #expect(try standIn.searches() == 50)
            #expect(warm.isRunning)
            // Stopped, it says how to go on.
            warm.signal(SIGINT)
            #expect(warm.wait() == 130)
            #expect(warm.log.contains("10 left; run again to continue"), "\(warm.log)")
        }

        @Test("warm goes on after a source that fails, and names what failed")
        func failures() throws {
            let file = try write("lake\nmountains\n")
            try standIn.fault("cutjson")
            let failed = try cache("warm", file)
            #expect(failed.status == 1)
            #expect(failed.output.split(separator: "\n").allSatisfy { $0.hasPrefix("failed\t") }, "\(failed.output)")
            #expect(!failed.output.contains(StandIn.key) && !failed.errors.contains(StandIn.key))
            try standIn.fault("none")
            #expect(try cache("warm", file).status == 0)
        }

        @Test("warm ends after some tags that the source refuses one after the other, as with a wrong key")
        func refusedKey() throws {
            try standIn.fault("badkey")
            let warm = try cache("warm", try write((0..<20).map { "tag \($0)\n" }.joined()))
            #expect(warm.status == 1)
            #expect(warm.output.split(separator: "\n").count == 3, "\(warm.output)")
            #expect(warm.errors.contains("17 left; run again to continue"), "\(warm.errors)")
            #expect(try standIn.searches() == 3)
        }

        @Test("a byte order mark before the first tag is no part of it")
        func byteOrderMark() throws {
            let warm = try cache("warm", try write("\u{FEFF}lake\n"))
            #expect(warm.output == "loaded\tlake\t30 of 30 pictures\n")
        }

        @Test("warm can be stopped while tags are typed")
        func stoppedWhileReading() throws {
            // Signals that the test's thread blocks are unblocked.
            let warm = try ChildProcess(
                "env", ["--default-signal", Checkout.descry, "cache", "warm", "-"], environment: environment,
                log: folder.file("warm.log"))
            // Until it reads.
            Thread.sleep(forTimeInterval: 5)
            #expect(warm.isRunning)
            warm.signal(SIGINT)
            #expect(eventually { !warm.isRunning })
        }

        @Test("list and show tell ages, sizes and pictures")
        func lists() throws {
            _ = try cache("warm", try write("lake\nmountains\n"))
            let table = try cache("list").output
            #expect(table.split(separator: "\n").count == 3)
            #expect(
                table.firstMatch(of: /lake +pixabay:[0-9a-f]{16} +30 of 30 +\d+ s +fresh +\d{4,}/) != nil, "\(table)")
            let pools = lines(try cache("list", "--json"))
            #expect(pools.map { $0["tag"] as? String } == ["lake", "mountains"])
            #expect(pools.allSatisfy { $0["pictures"] as? Int == 30 && $0["state"] as? String == "fresh" })
            let shown = lines(try cache("show", "--json", " LAKE "))
            let pictures = try #require(shown.first?["results"] as? [[String: Any]])
            #expect(pictures.count == 30)
            #expect(pictures.allSatisfy { ($0["jpeg_bytes"] as? Int ?? 0) > 1000 })
            let missing = try cache("show", "sea")
            #expect(missing.status == 1)
            #expect(missing.errors.contains("there is no pool for 'sea'"))
        }

        @Test("purge deletes a tag's pools, or all, and nginx's answers; the count of the source's calls stays")
        func purges() throws {
            _ = try cache("warm", try write("lake\nmountains\n"))
            let answers = folder.file("answers/a/bc")
            try FileManager.default.createDirectory(atPath: answers, withIntermediateDirectories: true)
            let answer = "\(answers)/0123456789abcdef0123456789abcdef"
            let other = "\(answers)/something-else"
            for file in [answer, other] { _ = FileManager.default.createFile(atPath: file, contents: Data()) }

            let unasked = try cache("purge", "lake")
            #expect(unasked.status == 64)
            #expect(unasked.errors.contains("say --yes to delete 1 pool of 'lake'\n"), "\(unasked.errors)")
            #expect(try keys("descry:1:pool:*").count == 2)

            let one = try cache("purge", "lake", "--yes")
            #expect(one.status == 0, "\(one.errors)")
            #expect(try keys("descry:1:pool:*").count == 1)
            #expect(try keys("descry:1:pool:*:lake").isEmpty)
            #expect(!FileManager.default.fileExists(atPath: answer))
            #expect(FileManager.default.fileExists(atPath: other))
            let jpegs = try keys("descry:1:jpeg:*").count
            #expect(try keys("descry:1:embedding:*").count == jpegs)

            let all = lines(try cache("purge", "--all", "--yes", "--json"))
            #expect(all.first?["pools"] as? Int == 1)
            #expect(try keys("*").allSatisfy { $0.hasPrefix("descry:1:budget:") })
            #expect(try keys("*").count == 1)
            #expect(try cache("purge").status == 64)
            let both = try cache("purge", "lake", "--all")
            #expect(both.status == 64)
            #expect(both.errors.contains("not both"))
        }

        @Test(
            "purge follows no link out of the folder of nginx's answers, and says so where that is one",
            arguments: [false, true])
        func purgesNoLinks(isLinkItself: Bool) throws {
            let victim = folder.file("victim/0123456789abcdef0123456789abcdef")
            let manager = FileManager.default
            try manager.createDirectory(atPath: folder.file("victim"), withIntermediateDirectories: true)
            _ = manager.createFile(atPath: victim, contents: Data())
            if !isLinkItself {
                try manager.createDirectory(atPath: folder.file("answers"), withIntermediateDirectories: true)
            }
            try manager.createSymbolicLink(
                atPath: folder.file(isLinkItself ? "answers" : "answers/a"), withDestinationPath: folder.file("victim"))
            let purge = try cache("purge", "--all", "--yes")
            #expect(purge.status == (isLinkItself ? 78 : 0))
            #expect(
                purge.errors.contains("is a symbolic link, which is not followed") == isLinkItself, "\(purge.errors)")
            #expect(manager.fileExists(atPath: victim))
        }

        @Test("without a Redis that answers each command says so and where")
        func withoutRedis() throws {
            redis.signal(SIGKILL)
            _ = redis.wait()
            let file = try write("lake\n")
            for arguments in [["list"], ["show", "lake"], ["purge", "--all", "--yes"], ["warm", file]] {
                let outcome = try ChildProcess.run(
                    Checkout.descry, ["cache"] + arguments, environment: environment)
                #expect(outcome.status == 69)
                #expect(
                    outcome.errors.contains("Redis at unix:\(folder.file("redis.sock")) cannot be used"),
                    "\(outcome.errors)")
            }
            let none = try ChildProcess.run(Checkout.descry, ["cache", "list"])
            #expect(none.status == 78)
            #expect(none.errors.contains("set REDISHOST"))
        }

        @Test(
            "a file that is none, or holds what is no tag, is named with its line",
            arguments: [
                ("/nowhere/tags", "the file of tags /nowhere/tags cannot be used: there is no such file"),
                ("long", "line 2 of"),
            ])
        func refusesFiles(name: String, words: String) throws {
            let file = name == "long" ? try write("lake\n\(String(repeating: "a", count: 101))\n") : name
            let outcome = try cache("warm", file)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
    }
}

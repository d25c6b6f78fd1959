import Foundation
import TestSupport
import Testing

extension Integration {
    /// `descry serve --check`, and what serving itself says of the same bad settings.
    @Suite struct ServeCheckTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
        }

        /// Settings with which a server starts.
        private var sound: [String: String] {
            [
                "DESCRY_MODEL": Checkout.model, "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))",
            ]
        }

        private func check(_ environment: [String: String]) throws -> ChildProcess.Outcome {
            try ChildProcess.run(
                Checkout.descry, ["serve", "--check"], environment: sound.merging(environment) { $1 })
        }

        @Test("sound settings end with 0, and leave nothing behind")
        func passes() throws {
            let log = folder.file("descry.log")
            let outcome = try check(["DESCRY_LOG_FILE": log])
            #expect(outcome.status == 0, "\(outcome.errors)")
            for words in [
                "sockets: unix:\(folder.file("descry.sock")) and", "source: gallery: 320 pictures",
                "model: demo encodes",
                "redis: warning: none is set", "rights: the log \(log) can be written",
            ] { #expect(outcome.output.contains(words), "\(words): \(outcome.output)") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }

        @Test("a running server is recognised, left alone, and goes on answering")
        func leavesServerAlone() throws {
            let stack = try Stack(in: folder)
            let redis = ["REDISHOST": "unix:\(folder.file("redis.sock"))"]
            let outcome = try check(redis)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("a running server answers on"), "\(outcome.output)")
            #expect(outcome.output.contains("redis: Redis at unix:"), "\(outcome.output)")
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)

            // Started a second time, it is refused, and the first one goes on.
            let twice = try ChildProcess.run(Checkout.descry, ["serve"], environment: sound)
            #expect(twice.status == 69)
            #expect(twice.errors.contains("another process listens on unix:\(folder.path)"), "\(twice.errors)")
            let supervised = try ChildProcess.run(Checkout.descry, ["supervise"], environment: sound)
            #expect(supervised.status == 69)
            #expect(try stack.get("/search?t=lake&s_query=snow").status == 200)
        }

        /// What is wrong, the words that name it, and the exit code; FOLDER stands for the test's own.
        struct BadInput: CustomTestStringConvertible, Sendable {
            let testDescription: String
            let environment: [String: String]
            let words: [String]
            let code: Int32

            init(_ name: String, _ environment: [String: String], _ words: String..., code: Int32) {
                testDescription = name
                self.environment = environment
                self.words = words
                self.code = code
            }
        }

        static let badInput = [
            BadInput(
                "missing model", ["DESCRY_MODEL": "/nowhere/model"],
                "the model directory '/nowhere/model' does not exist",
                code: 78),
            BadInput(
                "model not fetched", ["DESCRY_MODEL": "openai/nothing"], "descry model fetch openai/nothing", code: 78),
            BadInput(
                "empty key file", ["PIXABAY_API_KEY_FILE": "FOLDER/empty"],
                "the file that PIXABAY_API_KEY_FILE names is empty: FOLDER/empty", code: 78),
            BadInput(
                "missing key file", ["PIXABAY_API_KEY_FILE": "/nowhere/key"],
                "PIXABAY_API_KEY_FILE names cannot be read: /nowhere/key: there is no such file", code: 78),
            BadInput(
                "folder of sockets missing", ["DESCRY_LISTEN": "unix:/nowhere/descry.sock"],
                "can't bind unix:/nowhere/descry.sock: No such file or directory", "check DESCRY_LISTEN", code: 78),
            BadInput(
                "no address", ["DESCRY_HEALTH_LISTEN": "health.sock"], "'health.sock' is not a valid listen address",
                "check DESCRY_HEALTH_LISTEN", code: 78),
            BadInput(
                "log in a missing folder", ["DESCRY_LOG_FILE": "/nowhere/descry.log"],
                "the log's file /nowhere/descry.log cannot be opened", code: 78),
            BadInput(
                "trace in a missing folder", ["DESCRY_TRACE_FILE": "/nowhere/trace.json"],
                "the trace's file /nowhere/trace.json cannot be opened", "DESCRY_TRACE_FILE", code: 78),
            BadInput(
                "gallery missing", ["DESCRY_SOURCE": "gallery", "DESCRY_GALLERY": "/nowhere"], "/nowhere/gallery.json",
                code: 78),
        ]

        @Test("bad input is one sentence that says what and where, with its exit code", arguments: badInput)
        func refuses(input: BadInput) throws {
            _ = FileManager.default.createFile(atPath: folder.file("empty"), contents: Data("\n".utf8))
            let inFolder = { (text: String) in text.replacing("FOLDER", with: folder.path) }
            for arguments in [["serve", "--check"], ["serve"]] {
                let outcome = try ChildProcess.run(
                    Checkout.descry, arguments, environment: sound.merging(input.environment.mapValues(inFolder)) { $1 }
                )
                #expect(outcome.status == input.code, "\(arguments): \(outcome.output)\(outcome.errors)")
                let sentences = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("descry: ") }
                // With its log in a file that cannot be opened, serve says so on standard error.
                #expect(sentences.count == 1, "\(outcome.errors)")
                for words in input.words.map(inFolder) {
                    #expect(sentences.first?.contains(words) == true, "\(outcome.errors)")
                }
            }
        }

        @Test("what this user may not write or read ends with 77, a port that is taken with 69")
        func namesRights() throws {
            let file = folder.file("key")
            _ = FileManager.default.createFile(
                atPath: file, contents: Data("key".utf8), attributes: [.posixPermissions: 0])
            let port = Checkout.freePort()
            let other = try ChildProcess(
                "python3", ["-m", "http.server", "\(port)", "--bind", "127.0.0.1"], log: folder.file("python.log"))
            defer { other.stop() }
            #expect(eventually { (try? ChildProcess.run("curl", ["-s", "127.0.0.1:\(port)"]).status) == 0 })
            let taken = try check(["DESCRY_HEALTH_LISTEN": "127.0.0.1:\(port)"])
            #expect(taken.status == 69)
            #expect(
                taken.errors.contains(
                    "another process listens on 127.0.0.1:\(port); stop it, or set DESCRY_HEALTH_LISTEN"),
                "\(taken.errors)")
            #expect(other.isRunning)

            // Root may do everything, so this is a user without rights.
            try #require(chmod(folder.path, 0o755) == 0)
            let asNobody = [
                "--reuid", "65534", "--regid", "65534", "--clear-groups", Checkout.descry, "serve", "--check",
            ]
            guard getuid() == 0, try ChildProcess.run("setpriv", asNobody.dropLast(2) + ["--version"]).status == 0
            else {
                return
            }
            for (environment, words) in [
                (["PIXABAY_API_KEY_FILE": file], "Permission denied"),
                (["DESCRY_LOG_FILE": folder.file("descry.log")], "the log's file \(folder.file("descry.log"))"),
                ([:], "can't bind unix:\(folder.file("health.sock")): Permission denied"),
            ] {
                let outcome = try ChildProcess.run(
                    "setpriv", asNobody, environment: sound.merging(environment) { $1 })
                #expect(outcome.status == 77, "\(outcome.output)\(outcome.errors)")
                #expect(outcome.errors.contains(words), "\(outcome.errors)")
            }
        }

        @Test("a Redis that does not answer is a warning; one that refuses the password is an error")
        func looksAtRedis() throws {
            let away = try check(["REDISHOST": "127.0.0.1", "REDISPORT": "1"])
            #expect(away.status == 0)
            #expect(away.output.contains("redis: warning: Redis at 127.0.0.1:1 does not answer"), "\(away.output)")

            let redis = try Stack.startRedis(folder)
            defer { redis.signal(SIGKILL) }
            let socket = folder.file("redis.sock")
            _ = try ChildProcess.run("redis-cli", ["-s", socket, "CONFIG", "SET", "requirepass", "open sesame"])
            for password in [["REDIS_PASSWORD": "wrong-secret"], [:]] {
                let wrong = try check(password.merging(["REDISHOST": "unix:\(socket)"]) { $1 })
                #expect(wrong.status == 78)
                #expect(wrong.errors.contains("Redis at unix:\(socket) refuses the login"), "\(wrong.errors)")
                #expect(wrong.errors.contains("check REDIS_USERNAME, REDIS_PASSWORD"), "\(wrong.errors)")
                #expect(!wrong.errors.contains("wrong-secret") && !wrong.output.contains("wrong-secret"))
            }
            let right = try check(["REDISHOST": "unix:\(socket)", "REDIS_PASSWORD": "open sesame"])
            #expect(right.status == 0, "\(right.errors)")
        }
    }
}

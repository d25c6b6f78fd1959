import Foundation
import TestSupport
import Testing

extension Integration {
    /// `descry supervise` behind nginx, under load.
    @Suite struct SuperviseTests {
        private func supervised(_ options: [String] = [], _ environment: [String: String] = [:]) throws -> Stack {
            let stack = try Stack(
                environment: environment, redis: false, command: ["supervise"] + options)
            // So that a search costs a sentence's encoding only.
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            return stack
        }

        /// The log's lines of the supervisor with a message, as JSON.
        private func lines(_ stack: Stack, _ message: String) -> [[String: Any]] {
            stack.descry.log.split(separator: "\n").compactMap { line in
                (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
            }.filter { $0["source"] as? String == "supervisor" && $0["message"] as? String == message }
        }

        /// The process that serves.
        private func process(_ stack: Stack) throws -> Int32 {
            let started = stack.descry.log.matches(of: /"message":"(?:process started|successor started)","pid":(\d+)/)
            return try #require(started.last.flatMap { Int32($0.1) })
        }

        /// A search that the process has in hand until the stand-in is told to `/__open`; ends with its status.
        private func heldSearch(_ stack: Stack, _ standIn: StandIn) throws -> ChildProcess {
            try standIn.fault("picture-gate", hits: "0")
            let target = "https://localhost:\(stack.port)/search?t=lake&s_query=snow"
            let search = try ChildProcess(
                "curl", ["-sk", "--noproxy", "*", "-w", "%{http_code}", target], log: stack.folder.file("in-hand"))
            #expect(eventually { ((try? standIn.searches()) ?? 0) > 0 })
            return search
        }

        @Test("killed under load: it is back without help after growing pauses, and at most the requests in hand fail")
        func survivesKills() throws {
            let stack = try supervised()
            let load = try SteadyLoad(stack)
            for round in 1...3 {
                #expect(load.goesOn())
                kill(try process(stack), SIGKILL)
                #expect(eventually { lines(stack, "process ended").count == round })
                #expect(eventually { lines(stack, "process started").count == round + 1 })
                #expect(load.goesOn())
            }
            load.stop()
            #expect(load.failed <= 3 * SteadyLoad.connections, "\(load.statuses)")
            #expect(lines(stack, "process ended").allSatisfy { $0["how"] as? String == "killed by SIGKILL" })
            let pauses = lines(stack, "process ended").compactMap { ($0["restart_in_s"] as? NSNumber)?.doubleValue }
            #expect(pauses == [0.1, 0.2, 0.4])
            print("supervise: 3 kills, requests by status: \(load.statuses)")
        }

        @Test("stopped (SIGSTOP), it is killed and replaced; requests that come meanwhile are answered")
        func survivesStop() throws {
            let stack = try supervised(["--watchdog", "2"])
            let stopped = try process(stack)
            kill(stopped, SIGSTOP)
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            let ends = lines(stack, "process ended")
            #expect(ends.count == 1)
            #expect((ends.first?["how"] as? String)?.contains("silent") == true)
            #expect(try process(stack) != stopped)
        }

        @Test("seven replacements under load: no request fails")
        func reloads() throws {
            let stack = try supervised()
            let load = try SteadyLoad(stack)
            for round in 1...7 {
                #expect(load.goesOn())
                stack.descry.signal(SIGHUP)
                #expect(eventually { lines(stack, "replaced").count == round })
                #expect(try stack.get("/ready").status == 200)
            }
            #expect(load.goesOn())
            load.stop()
            #expect(load.failed == 0, "\(load.statuses)")
            #expect(eventually { lines(stack, "process stopped").count == 7 })
            #expect(lines(stack, "process stopped").allSatisfy { $0["how"] as? String == "exit code 0" })
            print("supervise: 7 replacements, requests by status: \(load.statuses)")
        }

        @Test("a request in hand during a replacement is finished by the process that has it")
        func finishesWhatItHas() throws {
            let standIn = try StandIn.pixabay()
            let stack = try Stack(environment: standIn.environment, redis: false, command: ["supervise"])
            let inHand = try heldSearch(stack, standIn)
            stack.descry.signal(SIGHUP)
            #expect(eventually { lines(stack, "replaced").count == 1 })
            try standIn.tell("/__open")
            #expect(inHand.wait() == 0)
            #expect(inHand.log.hasSuffix("200"))
        }

        @Test("a replacement with settings that cannot work leaves the process, and says why; then good ones come in")
        func keepsTheOldOne() throws {
            let folder = try TemporaryFolder()
            let settings = folder.file("settings")
            func set(_ text: String) throws { try text.write(toFile: settings, atomically: true, encoding: .utf8) }
            try set("# nothing yet\n\n")
            let stack = try supervised(["--settings-file=\(settings)"])
            let old = try process(stack)
            let broken = [
                ("DESCRY_MODEL=\(folder.path)", "config.json"), ("DESCRY_WORKERS=many", "DESCRY_WORKERS"),
                ("DESCRY WORKERS=1", "line 1"),
            ]
            for (round, (line, word)) in broken.enumerated() {
                try set("\(line)\n")
                stack.descry.signal(SIGHUP)
                #expect(eventually { lines(stack, "not replaced; the present process goes on").count == round + 1 })
                #expect(stack.descry.log.contains(word), "\(stack.descry.log)")
                #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            }
            let reasons = lines(stack, "not replaced; the present process goes on").compactMap { $0["why"] as? String }
            #expect(reasons[0].hasPrefix("exit code 78: "))
            #expect(reasons[1].hasPrefix("exit code 64: "))
            #expect(kill(old, 0) == 0)

            try set("DESCRY_WORKERS=7\n")
            stack.descry.signal(SIGHUP)
            #expect(eventually { lines(stack, "replaced").count == 1 })
            #expect(stack.descry.log.contains("\"workers\":7"))
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
        }

        @Test("a successor that does not get ready in time is killed, and the process goes on")
        func limitsTheStart() throws {
            let folder = try TemporaryFolder()
            let program = folder.file("descry")
            try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: Checkout.descry)
            let supervisor = try ChildProcess(
                program, ["supervise", "--start-limit", "5"],
                environment: [
                    "DESCRY_MODEL": Checkout.model, "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))",
                ], log: folder.file("log"))
            #expect(eventually { supervisor.log.contains("\"message\":\"listening\"") })
            // The next version of the program does nothing.
            try FileManager.default.removeItem(atPath: program)
            try "#!/bin/sh\nenv >'\(folder.file("environment"))'\nexec sleep 600\n".write(
                toFile: program, atomically: true, encoding: .utf8)
            chmod(program, 0o755)
            supervisor.signal(SIGHUP)
            #expect(eventually { supervisor.log.contains("killed: it was not ready after 5.0 s") })
            // Nothing has to start again with it.
            let environment = try String(contentsOfFile: folder.file("environment"), encoding: .utf8)
            #expect(environment.contains("MALLOC_ARENA_MAX=2\n"))
            supervisor.signal(SIGTERM)
            #expect(supervisor.wait() == 0)
            #expect(!FileManager.default.fileExists(atPath: folder.file("descry.sock")))
        }

        @Test("SIGTERM under load: exit code 0, requests are answered or refused with Retry-After, nothing is left")
        func stops() throws {
            let stack = try supervised()
            let load = try SteadyLoad(stack)
            #expect(load.goesOn())
            let child = try process(stack)
            stack.descry.signal(SIGTERM)
            #expect(stack.descry.wait() == 0)
            load.stop()
            #expect(Set(load.statuses.keys).isSubset(of: [200, 503]), "\(load.statuses)")
            #expect(kill(child, 0) != 0)
            #expect(!FileManager.default.fileExists(atPath: stack.folder.file("descry.sock")))
            #expect(!FileManager.default.fileExists(atPath: stack.folder.file("health.sock")))
        }

        @Test("a first process that cannot start ends it, with the process's exit code and one sentence")
        func givesUpAtFirst() throws {
            let folder = try TemporaryFolder()
            let outcome = try ChildProcess.run(
                Checkout.descry, ["supervise"],
                environment: [
                    "DESCRY_MODEL": folder.path, "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))",
                ])
            #expect(outcome.status == 78)
            #expect(outcome.errors.contains("config.json"))
            #expect(outcome.errors.contains("the first process cannot start"))
        }

        @Test(
            "it starts whatever became of SIGCHLD and however long TMPDIR's path is",
            arguments: [("CHLD", 10), ("USR2", 69), ("USR2", 70)])
        func startsAnyhow(ignored: String, length: Int) throws {
            let folder = try TemporaryFolder()
            let temporary =
                folder.path + "/" + String(repeating: "t", count: max(1, length - folder.path.utf8.count - 1))
            try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
            let supervisor = try ChildProcess(
                "env", ["--ignore-signal=\(ignored)", Checkout.descry, "supervise"],
                environment: [
                    "DESCRY_MODEL": "\(folder.path)/no-model", "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                    "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))", "TMPDIR": temporary,
                ], log: folder.file("log"))
            #expect(eventually { !supervisor.isRunning })
            #expect(supervisor.log.contains("no-model"), "\(supervisor.log)")
            #expect(supervisor.log.contains("exit code 78"), "\(supervisor.log)")
        }

        @Test("when the supervisor is killed, the next one serves before its process has finished what it has in hand")
        func leavesTheAddresses() throws {
            let standIn = try StandIn.pixabay()
            let stack = try Stack(environment: standIn.environment, redis: false, command: ["supervise"])
            let inHand = try heldSearch(stack, standIn)
            let old = try process(stack)
            // Its end waits for its process, which has its standard streams.
            let killed = stack.descry
            killed.signal(SIGKILL)
            // As deploy/run and systemd start it again.
            #expect(eventually { (try? stack.startDescryAgain()) == true })
            #expect(inHand.isRunning && kill(old, 0) == 0)
            try standIn.tell("/__open")
            #expect(inHand.wait() == 0)
            #expect(inHand.log.hasSuffix("200"))
            withExtendedLifetime(killed) {}
        }

        @Test("a log that nobody reads any more ends nothing", arguments: ["serve", "supervise"])
        func survivesItsLog(command: String) throws {
            let folder = try TemporaryFolder()
            let sockets = [
                "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))",
            ]
            // Its log is a pipe whose reader ends at once.
            let server = try ChildProcess(
                "bash", ["-c", "exec \"$0\" \(command) 2> >(exec true)", Checkout.descry], environment: sockets,
                log: folder.file("log"))
            func isReady() -> Bool {
                (try? ChildProcess.run(Checkout.descry, ["probe", "ready"], environment: sockets).status) == 0
            }
            #expect(eventually { isReady() })
            // Each writes a line to the log for it.
            server.signal(command == "serve" ? SIGUSR1 : SIGHUP)
            Thread.sleep(forTimeInterval: 0.5)
            #expect(server.isRunning && isReady())
        }

        @Test("when the supervisor is killed, its process ends, too")
        func endsWithIt() throws {
            let stack = try supervised()
            let child = try process(stack)
            stack.descry.signal(SIGKILL)
            #expect(eventually { kill(child, 0) != 0 })
        }
    }
}

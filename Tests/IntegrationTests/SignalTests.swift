import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct SignalTests {
        @Test(
            "HUP, USR1 and USR2 do not end the process; QUIT drains it like TERM", arguments: ["serve", "supervise"])
        func goesOn(command: String) throws {
            let stack = try Stack(redis: false, command: [command])
            for signal in [SIGHUP, SIGUSR1, SIGUSR2, SIGHUP, SIGUSR1, SIGUSR2] { stack.descry.signal(signal) }
            #expect(eventually { stack.descry.log.contains("\"message\":\"state\"") })
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            #expect(stack.descry.isRunning)
            stack.descry.signal(SIGQUIT)
            #expect(stack.descry.wait() == 0)
            #expect(stack.descry.log.contains("\"drained\":\"true\""))
        }

        @Test(
            "the log's file is opened again on SIGUSR1, so that it can be rotated", arguments: ["serve", "supervise"])
        func rotates(command: String) throws {
            let folder = try TemporaryFolder()
            let log = folder.file("descry.json")
            func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
            let stack = try Stack(in: folder, environment: ["DESCRY_LOG_FILE": log], redis: false, command: [command])
            #expect(text(log).contains("\"message\":\"ready\""))
            #expect(stack.descry.log.isEmpty)
            try FileManager.default.moveItem(atPath: log, toPath: "\(log).1")
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            #expect(eventually { text("\(log).1").contains("\"path\":\"/search\"") })
            stack.descry.signal(SIGUSR1)
            // The state of the process that serves comes last.
            #expect(eventually { text(log).contains("\"busy_workers\"") })
            let before = text("\(log).1")
            #expect(try stack.get("/search?t=mountains&s_query=rain").status == 200)
            #expect(eventually { text(log).contains("\"path\":\"/search\"") })
            #expect(text("\(log).1") == before)
        }
    }
}

import FastCGI
import Foundation
import TestSupport
import Testing

extension Integration {
    /// `descry probe`, as a container's health check calls it.
    @Suite struct ProbeTests {
        private func probe(
            _ arguments: [String], _ environment: [String: String] = [:]
        ) throws -> ChildProcess.Outcome {
            try ChildProcess.run(Checkout.descry, ["probe"] + arguments, environment: environment)
        }

        @Test("prints the answer of a running server, and ends with 0")
        func asks() throws {
            let stack = try Stack()
            let socket = "unix:\(stack.folder.file("health.sock"))"
            let alive = try probe(["alive", "--health-listen", socket])
            #expect(alive.status == 0, "\(alive.errors)")
            #expect(alive.output.hasPrefix(#"{"status":"alive""#))
            let ready = try probe(["ready"], ["DESCRY_HEALTH_LISTEN": socket])
            #expect(ready.status == 0, "\(ready.errors)")
            #expect(ready.output.contains(#""canary":"encoded""#))
            // The settings that the supervisor's file has go before the environment's.
            let file = stack.folder.file("settings")
            try "DESCRY_HEALTH_LISTEN=\(socket)\n".write(toFile: file, atomically: true, encoding: .utf8)
            let fromFile = try probe(["ready", "--settings-file", file], ["DESCRY_HEALTH_LISTEN": "127.0.0.1:1"])
            #expect(fromFile.status == 0, "\(fromFile.errors)")
        }

        @Test("prints an answer that is not 200, and ends with 1")
        func notReady() throws {
            let folder = try TemporaryFolder()
            let listener = try Listener(.unix(path: folder.file("health.sock")))
            let server = try FastCGIServer(listener: listener) { _ in }
            server.start(workers: 1) { Response(status: $0.path == "/ready" ? 503 : 200, body: "draining") }
            defer { server.stop(within: .seconds(5)) }
            let environment = ["DESCRY_HEALTH_LISTEN": "\(listener.boundAddress)"]
            let ready = try probe(["ready"], environment)
            #expect(ready.status == 1)
            #expect(ready.output == "draining\n")
            #expect(try probe(["alive"], environment).status == 0)
        }

        @Test("shows control characters of whatever answers there as text")
        func controls() throws {
            let folder = try TemporaryFolder()
            let listener = try Listener(.unix(path: folder.file("health.sock")))
            let server = try FastCGIServer(listener: listener) { _ in }
            server.start(workers: 1) { _ in
                Response(status: 200, body: "\u{1B}]0;PWNED\u{7}\u{1B}[2J\u{9B}31m\u{202E}\nready")
            }
            defer { server.stop(within: .seconds(5)) }
            let outcome = try probe(["ready"], ["DESCRY_HEALTH_LISTEN": "\(listener.boundAddress)"])
            #expect(outcome.status == 0)
            #expect(outcome.output == #"\x1B]0;PWNED\x07\x1B[2J\x9B31m\u{202E}\x0Aready"# + "\n")
        }

        @Test("says where it asked a server that is stopped or not there, and ends with 1")
        func refuses() throws {
            let stack = try Stack()
            let environment = ["DESCRY_HEALTH_LISTEN": "unix:\(stack.folder.file("health.sock"))"]
            stack.descry.signal(SIGSTOP)
            let stopped = try probe(["alive", "--timeout", "0.3"], environment)
            #expect(stopped.status == 1)
            #expect(stopped.errors.contains("no answer came from unix:"), "\(stopped.errors)")
            stack.descry.signal(SIGKILL)
            _ = stack.descry.wait()
            let gone = try probe(["ready"], environment)
            #expect(gone.status == 1)
            #expect(gone.output.isEmpty)
            #expect(gone.errors.contains("can't connect to unix:\(stack.folder.path)"), "\(gone.errors)")
            #expect(gone.errors.split(separator: "\n").count == 1)
        }

        @Test(
            "wrong usage and wrong settings have their own exit codes",
            arguments: [
                (["well"], [:], 64), (["ready", "--timeout", "0"], [:], 64),
                (["ready"], ["DESCRY_HEALTH_LISTEN": "health"], 78),
                (["ready"], ["DESCRY_SETTINGS_FILE": "/nowhere/settings"], 78),
            ] as [([String], [String: String], Int32)])
        func usage(arguments: [String], environment: [String: String], code: Int32) throws {
            #expect(try probe(arguments, environment).status == code)
        }
    }
}

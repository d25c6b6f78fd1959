import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct StatusTests {
        private func status(_ arguments: [String], _ stack: Stack) throws -> ChildProcess.Outcome {
            try ChildProcess.run(
                Checkout.descry,
                ["status", "--health-listen", "unix:\(stack.folder.file("health.sock"))"] + arguments)
        }

        @Test("shows a running server to people and to programs")
        func shows() throws {
            let stack = try Stack()
            _ = try stack.get("/search?t=mountains&s_query=snow")
            _ = try stack.get("/search?t=mountains")
            let text = try status([], stack)
            #expect(text.status == 0, "\(text.errors)")
            for words in ["ready", "2 (1 with 200, 1 with 400)", "p50 ", "1 in memory", "up", "model"] {
                #expect(text.output.contains(words), "\(words): \(text.output)")
            }
            let json = Answer("HTTP/1.1 200 OK\n\n" + (try status(["--json"], stack).output))
            #expect(json.string("state") == "ready")
            #expect(json.number("searches", "200") == 1)
            #expect(json.number("pools_in_memory") == 1)
            #expect(json.number("p50_ms") ?? 0 > 0)
            #expect(json.string("redis") == "up")
            #expect(json.number("up_s") != nil)
        }

        @Test("--watch goes on, also without the server, until Ctrl-C, which is a clean end")
        func watches() throws {
            let stack = try Stack()
            let watch = try ChildProcess(
                Checkout.descry,
                [
                    "status", "--watch", "--json", "--interval", "0.1", "--health-listen",
                    "unix:\(stack.folder.file("health.sock"))",
                ], log: stack.folder.file("watch"))
            #expect(eventually { watch.log.split(separator: "\n").count { $0.hasPrefix("{") } >= 3 })
            stack.descry.stop()
            #expect(eventually { watch.log.contains("no server answers: can't connect to unix:") })
            watch.signal(SIGINT)
            #expect(watch.wait() == 0)
            let gone = try status([], stack)
            #expect(gone.status == 1)
            #expect(gone.errors.hasPrefix("descry: no server answers"), "\(gone.errors)")
        }
    }
}

import FastCGI
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
            #expect(json.string("model") == "demo")
            #expect(json.number("searches", "200") == 1)
            #expect(json.number("pools_in_memory") == 1)
            #expect(json.number("p50_ms") ?? 0 > 0)
            #expect(json.string("redis") == "up")
            #expect(json.number("up_s") != nil)
        }

        @Test(
            "numbers that no server has end neither form of it",
            arguments: [
                "descry_waiting_texts NaN", "descry_waiting_texts +Inf", "process_start_time_seconds -1e300",
                "process_start_time_seconds NaN", "process_resident_memory_bytes 1e300",
                #"descry_requests_total{path="/search",status="200"} 1e300"#
                    + "\n" + #"descry_requests_total{path="/search",status="400"} 1e300"#,
                #"descry_requests_total{path="/search",status="200"} NaN"#,
                "descry_source_quota_left 1e300\ndescry_source_quota -1e300",
                #"descry_request_duration_seconds_bucket{path="/search",status_class="2xx",le="NaN"} 1e300"#
                    + "\ndescry_request_duration_seconds_bucket{path=\"/search\",status_class=\"2xx\",le=\"9\"} NaN",
            ])
        func oddNumbers(metrics: String) throws {
            let folder = try TemporaryFolder()
            let listener = try Listener(.unix(path: folder.file("health.sock")))
            let server = try FastCGIServer(listener: listener) { _ in }
            let ready = #"{"status":"ready","checks":{"model":"loaded: m","canary":"encoded","redis":"up"}}"#
            server.start(workers: 2) { Response(status: 200, body: $0.path == "/ready" ? ready : metrics + "\n") }
            defer { server.stop(within: .seconds(5)) }
            for arguments in [["status"], ["status", "--json"]] {
                let outcome = try ChildProcess.run(
                    Checkout.descry, arguments, environment: ["DESCRY_HEALTH_LISTEN": "\(listener.boundAddress)"])
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
        }

        @Test("output that cannot be written is a failure, and ends --watch", arguments: [[], ["--watch"]])
        func unwritten(arguments: [String]) throws {
            let stack = try Stack(redis: false)
            let socket = "unix:\(stack.folder.file("health.sock"))"
            let words = ([Checkout.descry, "status", "--health-listen", socket] + arguments).joined(separator: "' '")
            let full = "'\(words)' >/dev/full"
            // A reader that goes, where SIGPIPE is ignored.
            let gone = "trap '' PIPE; '\(words)' | true; exit ${PIPESTATUS[0]}"
            for script in arguments.isEmpty ? [full] : [full, gone] {
                let outcome = try ChildProcess.run("timeout", ["120", "bash", "-c", script])
                #expect(outcome.status == 1, "\(script): \(outcome.errors)")
                #expect(outcome.errors.contains("standard output could not be written"), "\(outcome.errors)")
            }
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

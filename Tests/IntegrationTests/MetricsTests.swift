import Foundation
import ProgramVersion
import TestSupport
import Testing

extension Integration {
    @Suite struct MetricsTests {
        private static let hasPromtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].contains {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        private let search = "/search?t=mountains&s_query=snow"

        /// The values of /metrics by what stands before them.
        private func metrics(of stack: Stack) throws -> [String: Double] {
            var values: [String: Double] = [:]
            for line in try stack.get("/metrics").body.split(separator: "\n") where !line.hasPrefix("#") {
                guard let space = line.lastIndex(of: " ") else { continue }
                values[String(line[..<space])] = Double(line[line.index(after: space)...])
            }
            return values
        }

        @Test(
            "promtool finds nothing to complain of, with each source and with and without Redis",
            .enabled(if: hasPromtool, "promtool is not installed (Debian's package prometheus)"),
            arguments: [true, false])
        func isClean(isPixabay: Bool) throws {
            let folder = try TemporaryFolder()
            let standIn = try isPixabay ? StandIn.pixabay() : nil
            let stack = try Stack(in: folder, environment: standIn?.environment ?? [:], redis: isPixabay)
            for target in [search, search, "/search?t=mountains", "/search/stream?t=trees&s_query=a", "/nowhere"] {
                _ = try stack.get(target)
            }
            try Data(stack.get("/metrics").body.utf8).write(to: URL(fileURLWithPath: folder.file("metrics.txt")))
            let checked = try ChildProcess.run(
                "/bin/sh", ["-c", "exec promtool check metrics <\"$0\"", folder.file("metrics.txt")])
            #expect(checked.status == 0)
            #expect(checked.output + checked.errors == "")
        }

        @Test("the process is described as client libraries do, with the program and its model")
        func describesProcess() throws {
            let stack = try Stack(redis: false)
            let metrics = try metrics(of: stack)
            let start = try #require(metrics["process_start_time_seconds"])
            #expect(abs(Date().timeIntervalSince1970 - start) < 300)
            for name in [
                "process_cpu_seconds_total", "process_resident_memory_bytes", "process_virtual_memory_bytes",
                "process_open_fds", "process_max_fds",
            ] {
                #expect(try #require(metrics[name], "\(name)") > 0)
            }
            #expect(metrics.keys.contains { $0.hasPrefix(#"descry_build_info{version="\#(programVersion)""#) })
            let model = try #require(metrics.keys.first { $0.hasPrefix("descry_model_info{") })
            for label in ["model=\"", "fingerprint=\"", "precision=\"", "device=\"cpu\""] {
                #expect(model.contains(label))
            }
            #expect(metrics["descry_ready"] == 1)
            // What is not there has no metrics.
            #expect(!metrics.keys.contains { $0.hasPrefix("descry_redis") || $0.hasPrefix("descry_source_") })
            #expect(metrics["descry_cache_up"] == nil)
        }

        @Test("durations are counted by path, status class and origin of the pool; batches by their size")
        func countsDurations() throws {
            let stack = try Stack(nginx: ["DESCRY_ANSWER_CACHE": "0"])
            for target in [search, search, "/search?t=mountains", "/search/stream?t=mountains&s_query=snow"] {
                _ = try stack.get(target)
            }
            let metrics = try metrics(of: stack)
            for (path, status, pool) in [
                ("/search", "2xx", "source"), ("/search", "2xx", "memory"), ("/search", "4xx", "none"),
                ("/search/stream", "2xx", "memory"),
            ] {
                let labels = "path=\"\(path)\",status_class=\"\(status)\",pool=\"\(pool)\""
                #expect(metrics["descry_request_duration_seconds_count{\(labels)}"] == 1, "\(labels)")
                #expect(metrics["descry_request_duration_seconds_bucket{\(labels),le=\"60.0\"}"] == 1, "\(labels)")
            }
            // The canary and the measurement of the capacity are not requests, but some of them are batches.
            let pictures = try Double(Checkout.pictures(tagged: "mountains"))
            #expect(try #require(metrics["descry_encoder_batch_size_sum{kind=\"pictures\"}"]) >= pictures)
            #expect(try #require(metrics["descry_encoder_batch_size_count{kind=\"sentences\"}"]) >= 1)
            #expect(try #require(metrics["descry_encoder_wait_seconds_count{kind=\"pictures\"}"]) >= pictures)
        }

        @Test("calls to the source count by their outcome, and what is left of its quota is told")
        func countsSourceCalls() throws {
            let standIn = try StandIn.pixabay()
            let stack = try Stack(environment: standIn.environment)
            func calls(_ call: String, _ outcome: String) throws -> Double? {
                try metrics(of: stack)["descry_source_calls_total{call=\"\(call)\",outcome=\"\(outcome)\"}"]
            }
            #expect(try calls("listing", "ok") == 0)
            try standIn.fault("picture-status-404", hits: "0", tag: "mountains")
            _ = try stack.get(search)
            #expect(try calls("listing", "ok") == 1)
            #expect(try calls("picture", "ok") == 29)
            #expect(try calls("picture", "refused") ?? 0 >= 1)
            #expect(try metrics(of: stack)["descry_source_quota"] == 100)
            #expect(try metrics(of: stack)["descry_source_quota_left"] == 99)
            try standIn.fault("500")
            #expect(try stack.get("/search?t=trees&s_query=a").status == 502)
            #expect(try calls("listing", "unavailable") == 1)
            // What the source says of itself counts where it is less.
            try standIn.fault("none")
            try standIn.tell("/__quota?remaining=7&reset=50")
            _ = try stack.get("/search?t=lake&s_query=a")
            #expect(try metrics(of: stack)["descry_source_quota_left"] == 7)
            try standIn.fault("429")
            #expect(try stack.get("/search?t=winter&s_query=a").status == 503)
            #expect(try calls("listing", "rate_limited") == 1)
            #expect(try metrics(of: stack)["descry_source_calls_withheld_total"] == 0)
            #expect(try stack.get("/search?t=night&s_query=a").status == 503)
            #expect(try metrics(of: stack)["descry_source_calls_withheld_total"] == 1)
        }

        @Test("commands to Redis count by their outcome, and its absence is told")
        func countsRedisCommands() throws {
            let stack = try Stack()
            _ = try stack.get(search)
            let before = try metrics(of: stack)
            #expect(try #require(before[#"descry_redis_commands_total{command="set",outcome="ok"}"#]) > 1)
            #expect(before["descry_redis_breaker_open"] == 0)
            #expect(before["descry_redis_losses_total"] == 0)
            stack.redis?.signal(SIGKILL)
            _ = stack.redis?.wait()
            _ = try stack.get("/search?t=trees&s_query=a")
            let after = try metrics(of: stack)
            #expect(after["descry_redis_breaker_open"] == 1)
            #expect(after["descry_redis_losses_total"] == 1)
            #expect(after["descry_cache_up"] == 0)
            let count = { (outcome: String) in
                after.filter { $0.key.hasPrefix("descry_redis_commands_total") && $0.key.contains(outcome) }
                    .values.reduce(0, +)
            }
            #expect(count("failed") >= 1)
            #expect(count("skipped") >= 1)
        }

        @Test("the request's trace is logged by nginx and by the process, and told to nobody outside")
        func logsTraces() throws {
            let standIn = try StandIn.pixabay()
            let stack = try Stack(environment: standIn.environment)
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            _ = try stack.get(search, ["-H", "traceparent: 00-\(trace)-00f067aa0ba902b7-01"])
            _ = try stack.get(search + "&k=2", ["-H", "traceparent: 00-\(trace)-00f067aa0ba902b7"])
            #expect(stack.searchLog().map { $0["trace_id"] as? String } == [trace, nil])
            #expect(eventually { stack.allLogs().components(separatedBy: "\"trace_id\":\"\(trace)\"").count == 3 })
            #expect(!(try standIn.stats().lastHeaders.keys.contains("traceparent")))
        }
    }
}

import FastCGI
import Files
import Formats
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Diagnostics

/// A running server's health socket, asked by FastCGI.
@Suite struct ServerStatusTests {
    private let folder: TemporaryFolder
    private let address: ListenAddress

    init() throws {
        folder = try TemporaryFolder()
        address = .unix(path: folder.file("health.sock"))
    }

    private static let ready =
        #"{"status":"ready","checks":{"model":"loaded: owner/name","canary":"encoded","redis":"up"}}"#

    /// Answers the health paths while a body runs.
    private func serving<Value>(
        ready: String = Self.ready, status: Int = 200, metrics: @escaping @Sendable () -> String = { "" },
        _ body: () throws -> Value
    ) throws -> Value {
        let server = try FastCGIServer(listener: Listener(address)) { _ in }
        server.start(workers: 2) { request in
            switch request.path {
            case "/alive": Response(status: 200, body: "{}")
            case "/ready": Response(status: status, body: ready)
            default: Response(status: 200, body: metrics() + "\n")
            }
        }
        defer { server.stop(within: .seconds(5)) }
        return try body()
    }

    private func status() throws -> ServerStatus { try ServerStatus(of: address, timeout: .seconds(5)) }

    @Test("shows the model by its name, searches by status, and what waits")
    func shows() throws {
        let metrics = """
            descry_requests_total{path="/search",status="200"} 3
            descry_requests_total{path="/search/stream",status="200"} 1
            descry_requests_total{path="/search",status="400"} 2
            descry_requests_total{path="/ready",status="200"} 9
            descry_waiting_texts 5
            process_resident_memory_bytes 12000000
            descry_source_quota_left 70
            descry_source_quota 100
            """
        let status = try serving(metrics: { metrics }, status)
        #expect(status.isReady)
        let lines = status.text().split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        for line in [
            "server ready", "model owner/name", "searches 6 (4 with 200, 2 with 400)",
            "encoder 5 sentences and 0 pictures wait", "memory 12 MB", "redis up",
            "source 70 of 100 calls a minute are left",
        ] { #expect(lines.contains(line), "\(line): \(lines)") }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(status.json.text.utf8)) as? [String: Any])
        #expect(json["model"] as? String == "owner/name")
        #expect(json["waiting_texts"] as? Int == 5)
        #expect(json["source_quota_left"] as? Int == 70)
        #expect(json["p50_ms"] is NSNull)
    }

    @Test("times and rates are of what was counted since an earlier reading")
    func since() throws {
        let isLate = Mutex(false)
        func bucket(_ bound: String, _ count: Int) -> String {
            "descry_request_duration_seconds_bucket{path=\"/search\",status_class=\"2xx\",le=\"\(bound)\"} \(count)"
        }
        let early = [bucket("0.1", 100), bucket("1", 100), bucket("+Inf", 100)].joined(separator: "\n")
        let late = [bucket("0.1", 100), bucket("1", 200), bucket("+Inf", 200)].joined(separator: "\n")
        let metrics: @Sendable () -> String = { isLate.withLock { $0 } ? late : early }
        try serving(metrics: metrics) {
            let first = try status()
            isLate.withLock { $0 = true }
            let second = try status()
            #expect(first.text().contains("p50 about 50 ms"), "\(first.text())")
            #expect(second.text(since: first).contains("p50 about 550 ms"), "\(second.text(since: first))")
            #expect(second.text(since: first).contains("0.0 a second now"))
        }
    }

    @Test("an answer of another program is an error, and so is none; the sentence says so")
    func unreadable() throws {
        try serving(ready: "{}") { () -> Void in
            #expect { try status() } throws: { "\($0)".contains("/ready does not have the members of this version") }
        }
        let error = try #require(throws: FastCGIError.self) { try status() }
        #expect(error.noAnswer.hasPrefix("no server answers: "))
        #expect(!error.isPermission)
        let refused = FastCGIError.system(action: "connect", code: EACCES)
        #expect(refused.isPermission && refused.noAnswer.contains("ask as root"))
    }

    @Test("doctor's check of the server: ready, not ready, none; an installed one has to answer")
    func check() throws {
        let check = ServerCheck(address: address, isInstalled: false)
        let installed = ServerCheck(address: address, isInstalled: true)
        #expect(try serving(check.answer).state == .ok)
        #expect(try serving(status: 503, check.answer).state == .warning)
        #expect(check.answer().state == .skipped)
        #expect(installed.answer().state == .error)
        #expect(ServerCheck(address: nil, isInstalled: false).answer().state == .skipped)
    }

    @Test("doctor's check of the sockets: free, in use by a running server, in use by something else, wrong")
    func sockets() throws {
        let check = ServerCheck(address: address, isInstalled: false)
        func inUse() throws(SetupError) -> String { throw SetupError("in use", kind: .unavailable) }
        #expect(check.sockets { "a and b" }.detail == "a and b can be opened")
        #expect(try serving { check.sockets(inUse) }.state == .ok)
        #expect(check.sockets(inUse).detail == "in use")
        #expect(ServerCheck(address: address, isInstalled: true).sockets(inUse).advice?.contains("journalctl") == true)
        #expect(check.sockets { () throws(SetupError) in throw SetupError("no address") }.state == .error)
    }
}

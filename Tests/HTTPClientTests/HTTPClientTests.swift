import Formats
import Foundation
import HTTPClient
import ProgramVersion
import TestSupport
import Testing

import struct HTTPTypes.HTTPField

@Suite("HTTP client against a real server")
struct HTTPClientTests {
    let server: StandIn
    let client: HTTPClient

    init() throws {
        server = try StandIn("web.py")
        client = HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [server.place]))
    }

    func get(_ path: String, limit: Int = 1 << 20, within time: Duration = .seconds(30)) throws -> HTTPResponse {
        try client.get(
            HTTPRequest(server.url(path), limit: limit, acceptsCompression: true), until: .now + time)
    }

    func failure(_ path: String, limit: Int = 1 << 20, within time: Duration = .seconds(30)) -> HTTPError? {
        #expect(throws: HTTPError.self) { try get(path, limit: limit, within: time) }
    }

    /// The stand-in's bytes at `/bytes`: each word holds its position.
    static func content(_ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: ($0 / 4) >> (8 * (3 - $0 % 4))) }
    }

    @Test("sends the query, the headers and its name, and reads the answer")
    func echo() throws {
        let request = HTTPRequest(
            server.url("/echo?a=b%20c"), headers: [try #require(.init("X-Test")): "yes"], limit: 10_000)
        let response = try client.get(request, until: .now + .seconds(30))
        #expect(response.status == 200)
        #expect(response.headers[.contentType] == "application/json")
        let stats = try server.stats()
        #expect(stats.lastQuery == ["a": "b c"])
        #expect(stats.lastHeaders["x-test"] == "yes")
        #expect(stats.lastHeaders["user-agent"] == "Descry/\(programVersion)")
        #expect(stats.lastHeaders["accept-encoding"] == nil)
    }

    @Test("returns an answer with any status, and joins fields of one name", arguments: [204, 400, 404, 429, 500, 503])
    func statuses(status: Int) throws {
        let response = try get("/status?code=\(status)")
        #expect(response.status == status)
        #expect(response.headers[try #require(.init("x-twice"))] == "a, b")
    }

    @Test("reads bodies in chunks and compressed ones")
    func encodings() throws {
        #expect(try get("/chunked?n=10500").body == Self.content(10_500))
        #expect(try get("/gzip?n=5000").body == [UInt8](repeating: 0, count: 5000))
        #expect(try server.stats().lastHeaders["accept-encoding"]?.contains("gzip") == true)
    }

    @Test(
        "refuses a body beyond the limit: declared, in chunks, endless, or after decompression",
        arguments: ["/bytes?n=1001", "/chunked?n=1001", "/endless", "/gzip?n=50000000"])
    func limits(path: String) throws {
        #expect(failure(path, limit: 1000)?.reason == .tooLarge(limit: 1000))
        #expect(try get("/bytes?n=1000", limit: 1000).body.count == 1000)
    }

    @Test("reports a connection that ends early", arguments: ["/cut", "/reset", "/bytes?n=100000&cut=5000"])
    func interruptions(path: String) {
        #expect(failure(path)?.reason == .interrupted)
    }

    @Test("ends at the deadline with servers that are slow or silent", arguments: ["/slow", "/hang"])
    func deadlines(path: String) {
        #expect(failure(path, within: .milliseconds(300))?.reason == .timedOut)
    }

    @Test("ends when nothing arrives for long, before a late deadline")
    func stall() {
        var configuration = HTTPClient.Configuration()
        configuration.stallTimeout = .seconds(1)
        let client = HTTPClient(
            policy: AddressPolicy(hosts: .only([]), allowing: [server.place]), configuration: configuration)
        let error = #expect(throws: HTTPError.self) {
            try client.get(HTTPRequest(server.url("/hang"), limit: 1000), until: .now + .seconds(300))
        }
        #expect(error?.reason == .timedOut)
    }

    @Test("makes no request when the deadline is over")
    func deadlineOver() throws {
        #expect(failure("/echo", within: .seconds(-1))?.reason == .timedOut)
        #expect(try server.stats().requests.isEmpty)
    }

    @Test("refuses what is not HTTP, and endless headers", arguments: ["/rubbish", "/many-headers"])
    func malformed(path: String) {
        #expect(failure(path)?.reason == .malformed)
    }

    @Test("reports a closed port")
    func unreachable() throws {
        let place = try #require(HostPort("127.0.0.1:1"))
        let client = HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [place]))
        let error = #expect(throws: HTTPError.self) {
            try client.get(HTTPRequest("http://127.0.0.1:1/?key=secret", limit: 1000), until: .now + .seconds(30))
        }
        guard case .unreachable = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("secret") == false)
    }

    @Test("uses a connection again, for later calls too")
    func reuse() throws {
        for _ in 0..<5 { _ = try get("/echo") }
        #expect(try server.stats().connections == 1)
        _ = try get("/close")
        _ = try get("/echo")
        #expect(try server.stats().connections == 2)
    }

    @Test("a line break in a header field does not make two of it")
    func brokenHeaders() throws {
        let request = HTTPRequest(server.url("/echo"), headers: [.accept: "b\r\nX-C: d"], limit: 1000)
        _ = try client.get(request, until: .now + .seconds(30))
        #expect(try server.stats().lastHeaders["accept"] == "b  X-C: d")
        #expect(try server.stats().lastHeaders["x-c"] == nil)
    }

    @Test("serves several threads at once")
    func threads() throws {
        let answers = Answers()
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<10 {
                let text = "\(thread)-\(round)"
                let request = HTTPRequest(server.url("/jpeg-like?ms=2&text=\(text)"), limit: 1000)
                let body = try? client.get(request, until: .now + .seconds(60)).body.dropFirst(3)
                answers.add(body.map { Array($0) == Array(text.utf8) } ?? false)
            }
        }
        #expect(answers.all == [Bool](repeating: true, count: 80))
        #expect(try server.stats().connections <= 8)
    }
}

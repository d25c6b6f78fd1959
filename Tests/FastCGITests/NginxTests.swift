import FastCGI
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Server behind nginx", .enabled(if: TestNginx.path != nil, "there is no nginx on this machine"))
struct NginxTests {
    @Test("method, path, query and body arrive, status, header and body come back", arguments: ["unix", "tcp"])
    func roundTrip(_ kind: String) throws {
        let address: ListenAddress? = kind == "tcp" ? .tcp(host: "127.0.0.1", port: 0) : nil
        let server = try TestServer(address: address) { request in
            let echo = [request.method, request.path, request["QUERY_STRING"] ?? "-", request["missing"] ?? "none"]
            return Response(
                status: 404, headers: ["Content-Type": "text/plain", "X-Request-Id": "7"],
                body: Array(echo.joined(separator: " ").utf8) + request.body)
        }
        let nginx = try TestNginx(server.address)
        let answer = try nginx.ask("POST /a%20b/c?t=%F0&q=1+2", body: "körper")
        #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(answer.contains("\r\nX-Request-Id: 7\r\n"))
        #expect(answer.contains("\r\nContent-Type: text/plain\r\n"))
        #expect(answer.hasSuffix("\r\n\r\nPOST /a b/c t=%F0&q=1+2 nonekörper"))
        #expect(server.reports.isEmpty)
    }

    @Test("HEAD tells the length and sends nothing")
    func head() throws {
        let server = try TestServer { _ in Response(status: 200, body: "12345") }
        let answer = try TestNginx(server.address).ask("HEAD /")
        #expect(answer.contains("Content-Length: 5\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test("a large body arrives whole")
    func largeBody() throws {
        let body = String(repeating: "0123456789", count: 300_000)
        let server = try TestServer { _ in Response(status: 200, body: body) }
        let answer = try TestNginx(server.address).ask("GET /")
        #expect(answer.hasSuffix("\r\n\r\n" + body))
    }

    @Test("many requests at once are all answered, each with its own")
    func concurrency() throws {
        let server = try TestServer(workers: 4) { request in
            Response(status: 200, body: request["QUERY_STRING"] ?? "")
        }
        let nginx = try TestNginx(server.address)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 300) { index in
            let answer = (try? nginx.ask("GET /?n=\(index)")) ?? ""
            if !answer.hasSuffix("\r\n\r\nn=\(index)") { failures.withLock { $0.append(answer) } }
        }
        let failed = failures.withLock { $0 }
        #expect(failed.isEmpty)
    }

    @Test("a client that leaves nginx is noticed by its handler")
    func hangUp() throws {
        let gate = Gate()
        let server = try TestServer { _, writer in
            try writer.begin(status: 200, headers: ["Content-Type": "text/event-stream"])
            try writer.write(Array("data: 1\n\n".utf8))
            try writer.flush()
            gate.pass()
            while true { try writer.flush() }
        }
        let nginx = try TestNginx(server.address)
        do {
            let client = try nginx.connection("GET /stream")
            try #require(gate.waitForOne())
            #expect(try !client.receive().isEmpty)
        }
        gate.letOneGo()
        #expect(eventually { server.reports == [.peerGone] })
    }

    @Test("requests in hand are finished while the server stops")
    func drain() throws {
        let gate = Gate()
        let server = try TestServer(workers: 1) { _ in
            gate.pass()
            return Response(status: 200, body: "done")
        }
        let nginx = try TestNginx(server.address)
        let client = try nginx.connection("GET /")
        try #require(gate.waitForOne())
        #expect(!server.server.stop(within: .milliseconds(20)))
        gate.letOneGo()
        #expect(server.server.stop())
        #expect(String(decoding: try client.receiveAll(), as: UTF8.self).hasSuffix("done"))
    }

    @Test("servers that follow each other on one inherited socket lose no request")
    func succession() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        try #require(listen(descriptor, 1024) == 0)
        func next() throws -> FastCGIServer {
            let server = try FastCGIServer(listener: Listener(inherited: dup(descriptor)))
            server.start(workers: 2) { request in Response(status: 200, body: request["QUERY_STRING"] ?? "") }
            return server
        }
        var server = try next()
        let nginx = try TestNginx(Listener(inherited: dup(descriptor)).boundAddress)
        let failures = Atomic(0)
        let isOver = Atomic(false)
        let load = DispatchGroup()
        for client in 0..<4 {
            load.enter()
            Thread.detachNewThread {
                var count = 0
                while !isOver.load(ordering: .relaxed) {
                    count += 1
                    let answer = (try? nginx.ask("GET /?n=\(client)-\(count)")) ?? ""
                    if !answer.hasSuffix("n=\(client)-\(count)") { failures.add(1, ordering: .relaxed) }
                }
                load.leave()
            }
        }
        for _ in 0..<10 {
            Thread.sleep(forTimeInterval: 0.05)
            #expect(server.stop())
            server = try next()
        }
        isOver.store(true, ordering: .relaxed)
        load.wait()
        #expect(server.stop())
        let count = failures.load(ordering: .relaxed)
        #expect(count == 0)
    }
}

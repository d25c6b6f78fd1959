import FastCGI
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Server")
struct ServerTests {
    @Test("parameters, query and body arrive byte for byte", arguments: ["unix", "tcp"])
    func request(_ kind: String) throws {
        let seen = Mutex<Request?>(nil)
        let address: ListenAddress? = kind == "tcp" ? .tcp(host: "127.0.0.1", port: 0) : nil
        let server = try TestServer(address: address) { request in
            seen.withLock { $0 = request }
            return Response(status: 201, headers: ["Content-Type": "text/plain", "X-Two": "a"], body: "hällo")
        }
        let long = String(repeating: "ü", count: 5_000)
        let answer = try server.ask(
            Record.request(
                ["REQUEST_METHOD": "POST", "SCRIPT_NAME": "/search", "QUERY_STRING": "t=%00&q=\(long)", "EMPTY": ""],
                body: Array(0...255), id: 770))
        #expect(answer.isComplete)
        #expect(
            answer.header == "Status: 201 Created\r\nContent-Type: text/plain\r\nX-Two: a\r\nContent-Length: 6")
        #expect(answer.text == "hällo")
        let kept = seen.withLock { $0 }
        let request = try #require(kept)
        #expect(request.method == "POST")
        #expect(request.path == "/search")
        #expect(request.query == Array("t=%00&q=\(long)".utf8))
        #expect(request["EMPTY"] == "")
        #expect(request["MISSING"] == nil)
        #expect(request.body == Array(0...255))
        #expect(request.arrival <= .now)
    }

    @Test("a path without SCRIPT_NAME is DOCUMENT_URI's, and has no query")
    func path() {
        let request = Request(parameters: ["DOCUMENT_URI": Array("/a?b".utf8), "SCRIPT_NAME": []])
        #expect(request.path == "/a")
        #expect(Request(parameters: [:]).path == "")
    }

    @Test("HEAD gets the header of GET and no body")
    func head() throws {
        let server = try TestServer { _ in Response(status: 200, headers: [:], body: "12345") }
        let answer = try server.ask(Record.request(["REQUEST_METHOD": "HEAD"]))
        #expect(answer.header == "Status: 200 OK\r\nContent-Length: 5")
        #expect(answer.body.isEmpty)
        #expect(answer.isComplete)
    }

    @Test("a large body arrives whole")
    func largeBody() throws {
        let body = (0..<5_000_011).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        let server = try TestServer { _ in Response(status: 200, body: body) }
        let answer = try server.ask()
        #expect(answer.body == body)
        #expect(answer.isComplete)
    }

    @Test("many clients at once each get their own answer")
    func concurrency() throws {
        let server = try TestServer(workers: 4) { request in
            Response(status: 200, body: request["QUERY_STRING"] ?? "")
        }
        let failures = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 400) { index in
            let answer = try? server.ask(Record.request(["REQUEST_METHOD": "GET", "QUERY_STRING": "n=\(index)"]))
            if answer?.text != "n=\(index)" { failures.add(1, ordering: .relaxed) }
        }
        let count = failures.load(ordering: .relaxed)
        #expect(count == 0)
        #expect(server.reports.isEmpty)
    }

    @Test(
        "a header that would split the response is refused, and nothing of it sent",
        arguments: [
            ("X-A", "1\r\nSet-Cookie: x"), ("X-A", "1\n"), ("X-A", "\u{0}"), ("X A", "1"), ("", "1"),
            ("X-A\r\nB", "1"), ("Status", "200"), ("X-Ü", "1"),
        ])
    func injection(_ name: String, _ value: String) throws {
        let server = try TestServer { _ in
            var response = Response(status: 200, body: "secret")
            response.headers.add(name, value)
            return response
        }
        let answer = try server.ask()
        #expect(answer.header == "Status: 500 Internal Server Error\r\nContent-Length: 0")
        #expect(answer.body.isEmpty)
        guard case .invalidResponse = server.reports.first else { return #expect(Bool(false)) }
    }

    @Test("a handler that throws, or sends nothing, is a 500")
    func handlerFailure() throws {
        struct Mishap: Error {}
        let server = try TestServer { request, writer in
            if request.path == "/throw" { throw Mishap() }
        }
        #expect(try server.ask(Record.request(["SCRIPT_NAME": "/throw"])).header.hasPrefix("Status: 500"))
        #expect(try server.ask(Record.request(["SCRIPT_NAME": "/"])).header.hasPrefix("Status: 500"))
        #expect(eventually { server.reports.count == 2 })
        #expect(server.reports.first == .handlerFailed(detail: "Mishap()"))
    }

    @Test("a stream arrives piece by piece, while the handler is still at it")
    func streaming() throws {
        let gate = Gate()
        let server = try TestServer { _, writer in
            try writer.begin(status: 200, headers: ["Content-Type": "text/event-stream"])
            try writer.write(Array("data: 1\n\n".utf8))
            try writer.flush()
            gate.pass()
            try writer.write(Array("data: 2\n\n".utf8))
        }
        let client = try TestClient(server.address)
        client.send(Record.get)
        try #require(gate.waitForOne())
        var bytes = try client.receive()
        let first = try TestClient.parse(bytes)
        #expect(first.text == "data: 1\n\n" && !first.isComplete)
        gate.letOneGo()
        bytes += try client.receiveAll()
        let whole = try TestClient.parse(bytes)
        #expect(whole.text == "data: 1\n\ndata: 2\n\n" && whole.isComplete)
    }

    @Test("a handler learns that its client has gone")
    func peerGone() throws {
        let gate = Gate()
        let sawDisconnect = Atomic(false)
        let server = try TestServer { _, writer in
            gate.pass()
            sawDisconnect.store(!writer.isPeerConnected, ordering: .relaxed)
            try writer.begin(status: 200, headers: [:])
            while true {
                try writer.write([UInt8](repeating: 0, count: 10_000))
                try writer.flush()
            }
        }
        do {
            let client = try TestClient(server.address)
            client.send(Record.get)
            try #require(gate.waitForOne())
        }
        gate.letOneGo()
        #expect(eventually { server.reports == [.peerGone] })
        let saw = sawDisconnect.load(ordering: .relaxed)
        #expect(saw)
    }

    @Test("who hangs up while waiting costs no work")
    func abandoned() throws {
        let gate = Gate()
        let handled = Atomic(0)
        let server = try TestServer(workers: 1) { _ in
            handled.add(1, ordering: .relaxed)
            gate.pass()
            return Response(status: 200)
        }
        let first = try TestClient(server.address)
        first.send(Record.get)
        try #require(gate.waitForOne())
        do {
            let second = try TestClient(server.address)
            second.send(Record.get)
            #expect(eventually { server.server.waitingRequests == 1 })
        }
        gate.letOneGo()
        #expect(try first.answer().isComplete)
        #expect(eventually { server.reports == [.peerGone] })
        let count = handled.load(ordering: .relaxed)
        #expect(count == 1)
    }

    @Test("a client that takes nothing does not hold a worker for ever")
    func stalledReader() throws {
        var limits = FastCGIServer.Limits()
        limits.writeTime = .milliseconds(200)
        let body = [UInt8](repeating: 1, count: 20_000_000)
        let server = try TestServer(workers: 1, limits: limits) { request in
            Response(status: 200, body: request.path == "/" ? body : [])
        }
        let stalled = try TestClient(server.address)
        stalled.send(Record.get)
        #expect(try server.ask(Record.request(["SCRIPT_NAME": "/other"])).isComplete)
        #expect(eventually { server.reports == [.peerGone] }, "\(server.reports)")
        _ = stalled
    }

    @Test("silent and half-sent connections hold nobody up")
    func silentConnections() throws {
        let server = try TestServer(workers: 1) { _ in Response(status: 200, body: "ok") }
        var silent: [TestClient] = []
        for index in 0..<50 {
            let client = try TestClient(server.address)
            client.send(Array(Record.get.prefix(index % Record.get.count)))
            silent.append(client)
        }
        for _ in 0..<20 { #expect(try server.ask().text == "ok") }
        #expect(server.reports.isEmpty)
        // They still may go on, with the last byte or the last many.
        silent[1].send(Array(Record.get.dropFirst(1)))
        #expect(try silent[1].answer().text == "ok")
    }

    @Test("a connection that sends no whole request is closed in time")
    func requestTime() throws {
        var limits = FastCGIServer.Limits()
        limits.requestTime = .milliseconds(200)
        let server = try TestServer(limits: limits) { _ in Response(status: 200) }
        let client = try TestClient(server.address)
        client.send(Record.begin())
        #expect(try client.receiveAll().isEmpty)
        #expect(eventually { server.reports == [.requestTimedOut] }, "\(server.reports)")
    }

    @Test("a request beyond the limit is refused")
    func requestBytes() throws {
        let server = try TestServer { _ in Response(status: 200) }
        let client = try TestClient(server.address)
        client.send(Record.request([:], body: [UInt8](repeating: 0, count: 65_535)))
        #expect(try client.receiveAll().isEmpty)
        let expected = [FastCGIError.malformedRequest(detail: "more than 65536 bytes")]
        #expect(eventually { server.reports == expected }, "\(server.reports)")
    }

    @Test("a client's wish to keep the connection is not followed")
    func keepConnection() throws {
        let server = try TestServer(workers: 1) { _ in Response(status: 204) }
        let answer = try server.ask(Record.request([:], keep: true))
        #expect(answer.isComplete)
        #expect(answer.header == "Status: 204 No Content")
    }

    @Test("SIGTERM and SIGUSR1 stay as they were", arguments: [SIGTERM, SIGUSR1])
    func signals(_ signal: Int32) throws {
        let server = try TestServer { _ in Response(status: 200) }
        #expect(try server.ask().isComplete)
        var action = sigaction()
        sigaction(signal, nil, &action)
        #expect(action.__sigaction_handler.sa_handler == nil)
    }
}

import FastCGI
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Client")
struct ClientTests {
    @Test("gets status, header and body of a real server", arguments: ["unix", "tcp"])
    func asks(_ kind: String) throws {
        let seen = Mutex<Request?>(nil)
        let address: ListenAddress? = kind == "tcp" ? .tcp(host: "127.0.0.1", port: 0) : nil
        let server = try TestServer(address: address) { request in
            seen.withLock { $0 = request }
            return Response(status: 503, headers: ["Retry-After": "2"], body: String(repeating: "ü", count: 100_000))
        }
        let answer = try Client(server.address).get("/ready", timeout: .seconds(10))
        #expect(answer.status == 503)
        #expect(answer.headers["retry-after"] == "2")
        #expect(answer.body == Array(String(repeating: "ü", count: 100_000).utf8))
        let request = try #require(seen.withLock { $0 })
        #expect(request.method == "GET")
        #expect(request.path == "/ready")
    }

    @Test("says which address nobody listens on", arguments: ["unix:/nowhere/health.sock", "127.0.0.1:1"])
    func refused(_ address: String) throws {
        let error = #expect(throws: FastCGIError.self) {
            try Client(ListenAddress(address)).get("/ready", timeout: .seconds(10))
        }
        #expect(error?.description.contains("can't connect to \(address)") == true, "\(error as Any)")
    }

    @Test("gives up a server that listens and does not answer")
    func silent() throws {
        let folder = try TemporaryFolder()
        let listener = try Listener(.unix(path: folder.file("s")))
        #expect(throws: FastCGIError.answerTimedOut("unix:\(folder.file("s"))")) {
            try Client(listener.boundAddress).get("/ready", timeout: .milliseconds(100))
        }
    }

    @Test(
        "an answer that is cut, or none, is an error",
        arguments: [
            "", "HTTP/1.1 200 OK\r\n\r\n", "\u{1}\u{6}\u{0}\u{1}\u{0}\u{4}\u{0}\u{0}abc",
            "\u{1}\u{6}\u{0}\u{1}\u{0}\u{3}\u{0}\u{0}abc\u{1}\u{3}\u{0}\u{1}\u{0}\u{0}\u{0}\u{0}",
            "\u{1}\u{6}\u{0}\u{1}\u{0}\u{F}\u{0}\u{0}Status: no\r\n\r\nx\u{1}\u{3}\u{0}\u{1}\u{0}\u{0}\u{0}\u{0}",
        ])
    func rubbish(_ answer: String) throws {
        let folder = try TemporaryFolder()
        let listener = try Listener(.unix(path: folder.file("s")))
        let descriptor = listener.inheritableDescriptor
        let thread = Thread {
            var connection: Int32 = -1
            while connection < 0 { connection = accept(descriptor, nil, nil) }
            var bytes = [UInt8](repeating: 0, count: 1024)
            _ = recv(connection, &bytes, bytes.count, 0)
            _ = send(connection, Array(answer.utf8), answer.utf8.count, 0)
            close(connection)
        }
        thread.start()
        let error = #expect(throws: FastCGIError.self) {
            try Client(listener.boundAddress).get("/ready", timeout: .seconds(10))
        }
        guard case .malformedAnswer = error else {
            Issue.record("\(error as Any)")
            return
        }
    }
}

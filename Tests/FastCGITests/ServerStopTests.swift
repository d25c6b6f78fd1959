import FastCGI
import Foundation
import TestSupport
import Testing

@Suite("Stopping a server")
struct ServerStopTests {
    @Test("idle workers wake up and end, and the socket goes")
    func idle() throws {
        let server = try TestServer(workers: 4) { _ in Response(status: 200) }
        #expect(server.server.stop())
        #expect(throws: TestClient.Failure.self) { try TestClient(server.address) }
        #expect(server.server.stop())
    }

    @Test("requests in hand and waiting are finished, silent connections are not waited for")
    func drain() throws {
        let gate = Gate()
        let server = try TestServer(workers: 1) { _ in
            gate.pass()
            return Response(status: 200, body: "done")
        }
        let silent = try TestClient(server.address)
        let clients = try (0..<3).map { _ in try TestClient(server.address) }
        for client in clients { client.send(Record.get) }
        try #require(gate.waitForOne())
        #expect(server.server.busyWorkers == 1)
        #expect(eventually { server.server.waitingRequests == 2 })

        #expect(!server.server.stop(within: .milliseconds(50)))
        #expect(throws: TestClient.Failure.self) { try TestClient(server.address) }
        for _ in clients { gate.letOneGo() }
        for client in clients { #expect(try client.answer().text == "done") }
        #expect(server.server.stop())
        #expect(server.server.busyWorkers == 0)
        #expect(try silent.receiveAll().isEmpty)
    }

    @Test("connections that wait in a socket of its own are served too")
    func backlog() throws {
        var limits = FastCGIServer.Limits()
        limits.connections = 1
        let gate = Gate()
        let server = try TestServer(workers: 1, limits: limits) { _ in
            gate.pass()
            return Response(status: 200, body: "done")
        }
        let first = try TestClient(server.address)
        first.send(Record.get)
        try #require(gate.waitForOne())
        let second = try TestClient(server.address)
        second.send(Record.get)
        #expect(eventually { server.server.waitingRequests == 1 })
        gate.letOneGo()
        gate.letOneGo()
        #expect(server.server.stop())
        #expect(try first.answer().text == "done")
        #expect(try second.answer().text == "done")
    }

    @Test("what waits in an inherited socket is left to the successor")
    func successor() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(listen(descriptor, 16) == 0)
        let first = try Listener(inherited: dup(descriptor))
        let address = first.boundAddress
        let server = try FastCGIServer(listener: first)
        server.start(workers: 1) { _ in Response(status: 200, body: "first") }
        #expect(try TestClient.ask(address, Record.get).text == "first")
        #expect(server.stop())

        let waiting = try TestClient(address)
        waiting.send(Record.get)
        let second = try FastCGIServer(listener: Listener(inherited: descriptor))
        second.start(workers: 1) { _ in Response(status: 200, body: "second") }
        #expect(try waiting.answer().text == "second")
        #expect(second.stop())
    }
}

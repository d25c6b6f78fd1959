import FastCGI
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Server under overload")
struct OverloadTests {
    /// Sends a request on a thread of its own; its answer comes into the list.
    private func ask(_ server: TestServer, _ path: String, into answers: Answers) {
        Thread.detachNewThread {
            let text = (try? server.ask(Record.request(["SCRIPT_NAME": path])))?.text ?? "none"
            answers.texts.withLock { $0.append(text) }
        }
    }

    private final class Answers: Sendable {
        let texts = Mutex<[String]>([])
        var sorted: [String] { texts.withLock { $0.sorted() } }
    }

    @Test("not more requests are worked on at a time than its limit says; those that wait for others do not count")
    func limitsConcurrency() throws {
        let working = Gate()
        let waiting = Gate()
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        let server = try TestServer(workers: 4, limits: limits) { request in
            if request.path == "/wait" {
                request.turn?.waitBegins()
                waiting.pass()
                request.turn?.waitEnds()
            } else if request.path == "/work" {
                working.pass()
            }
            return Response(status: 200, body: request.path)
        }
        let answers = Answers()
        ask(server, "/wait", into: answers)
        try #require(waiting.waitForOne())
        ask(server, "/work", into: answers)
        try #require(working.waitForOne())
        ask(server, "/other", into: answers)
        #expect(eventually { server.server.waitingRequests == 1 })
        // Who has waited goes on at once.
        waiting.letOneGo()
        #expect(eventually { answers.sorted == ["/wait"] })
        #expect(server.server.waitingRequests == 1)
        working.letOneGo()
        #expect(eventually { answers.sorted == ["/other", "/wait", "/work"] })
    }

    @Test("a request that waits within a wait gives its turn to one other request, not to two")
    func countsNestedWaitsOnce() throws {
        let working = Gate()
        let waiting = Gate()
        let atWork = Atomic(0)
        let mostAtWork = Atomic(0)
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        let server = try TestServer(workers: 4, limits: limits) { request in
            if request.path == "/wait" {
                for _ in 1...2 { request.turn?.waitBegins() }
                waiting.pass()
                for _ in 1...2 { request.turn?.waitEnds() }
            } else {
                mostAtWork.max(atWork.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
                working.pass()
                atWork.subtract(1, ordering: .relaxed)
            }
            return Response(status: 200, body: request.path)
        }
        let answers = Answers()
        ask(server, "/wait", into: answers)
        try #require(waiting.waitForOne())
        for _ in 1...2 { ask(server, "/work", into: answers) }
        try #require(working.waitForOne())
        // The other one's worker would be there soon.
        Thread.sleep(forTimeInterval: 0.3)
        let most = mostAtWork.load(ordering: .relaxed)
        #expect(most == 1)
        for _ in 1...2 { working.letOneGo() }
        waiting.letOneGo()
        #expect(eventually { answers.sorted == ["/wait", "/work", "/work"] })
    }

    @Test("a request that waited longer than the limit is overdue; without a limit none is", arguments: [true, false])
    func marksOverdue(isLimited: Bool) throws {
        let gate = Gate()
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        if isLimited { limits.queueDelay = .init(burst: .milliseconds(1), standing: .zero, interval: .seconds(1)) }
        let server = try TestServer(workers: 2, limits: limits) { request in
            if request.path == "/work" { gate.pass() }
            return Response(status: 200, body: request.isOverdue ? "overdue" : "in time")
        }
        let answers = Answers()
        ask(server, "/work", into: answers)
        try #require(gate.waitForOne())
        ask(server, "/other", into: answers)
        #expect(eventually { server.server.waitingRequests == 1 })
        Thread.sleep(forTimeInterval: 0.05)
        gate.letOneGo()
        #expect(eventually { answers.sorted == (isLimited ? ["in time", "overdue"] : ["in time", "in time"]) })
    }

    @Test("a request that finds a turn free is never overdue, however busy the machine is")
    func sparesFirst() throws {
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        limits.queueDelay = .init(burst: .zero, standing: .zero, interval: .zero)
        let server = try TestServer(workers: 2, limits: limits) { request in
            Response(status: 200, body: request.isOverdue ? "overdue" : "in time")
        }
        for _ in 0..<20 {
            #expect(try server.ask().text == "in time")
            #expect(eventually { server.server.busyWorkers == 0 && server.server.takenTurns == 0 })
        }
    }

    @Test("a client that takes nothing of its response takes nobody's turn")
    func waitsAside() throws {
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        limits.writeTime = .seconds(300)
        let body = [UInt8](repeating: 7, count: 8 << 20)
        let server = try TestServer(workers: 4, limits: limits) { request in
            Response(status: 200, body: request.path == "/large" ? body : Array("small".utf8))
        }
        let clients = try (0..<3).map { _ in try TestClient(server.address) }
        for client in clients { client.send(Record.request(["SCRIPT_NAME": "/large"])) }
        #expect(eventually { server.server.busyWorkers == 3 })
        for _ in 0..<5 { #expect(try server.ask(Record.request(["SCRIPT_NAME": "/"])).text == "small") }
        #expect(server.server.busyWorkers >= 3)
        for client in clients { #expect(try client.answer().body == body) }
    }

    @Test("a client that does not take the last bytes of its response takes nobody's turn, whatever their number")
    func waitsAsideAtEnd() throws {
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        limits.writeTime = .seconds(300)
        // Around what a socket's buffer takes, in steps smaller than a record: of some of them only the last write
        // has to wait.
        let lengths = Array(stride(from: 96 << 10, to: 352 << 10, by: 4 << 10))
        let server = try TestServer(workers: lengths.count + 1, limits: limits) { request in
            Response(status: 200, body: [UInt8](repeating: 7, count: Int(request.path.dropFirst()) ?? 0))
        }
        let clients = try lengths.map { length in
            let client = try TestClient(server.address)
            client.send(Record.request(["SCRIPT_NAME": "/\(length)"]))
            return client
        }
        #expect(eventually { server.server.waitingRequests == 0 })
        #expect(try server.ask(Record.request(["SCRIPT_NAME": "/0"])).isComplete)
        for (client, length) in zip(clients, lengths) { #expect(try client.answer().body.count == length) }
    }

    @Test("workers end when it stops, whatever waits for a turn")
    func stops() throws {
        let gate = Gate()
        var limits = FastCGIServer.Limits()
        limits.concurrency = 1
        let server = try TestServer(workers: 3, limits: limits) { request in
            if request.path == "/work" { gate.pass() }
            return Response(status: 200, body: request.path)
        }
        let answers = Answers()
        ask(server, "/work", into: answers)
        try #require(gate.waitForOne())
        for _ in 0..<5 { ask(server, "/other", into: answers) }
        #expect(eventually { server.server.waitingRequests == 5 })
        gate.letOneGo()
        #expect(server.server.stop(within: .seconds(20)))
        #expect(eventually { answers.sorted == Array(repeating: "/other", count: 5) + ["/work"] })
    }

    @Test("a client that takes a little of its response now and then does not hold a worker for long")
    func limitsWriting() throws {
        var limits = FastCGIServer.Limits()
        limits.writeTime = .milliseconds(300)
        let body = [UInt8](repeating: 7, count: 64 << 20)
        let server = try TestServer(workers: 1, limits: limits) { _ in Response(status: 200, body: body) }
        let client = try TestClient(server.address)
        client.send(Record.get)
        var received = 0
        // Much more often than the limit.
        while let bytes = try? client.receive(), !bytes.isEmpty {
            received += bytes.count
            Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(received < body.count)
        #expect(eventually { server.reports == [.peerGone] })
        #expect(eventually { server.server.busyWorkers == 0 })
    }
}

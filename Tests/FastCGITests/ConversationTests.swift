import FastCGI
import Foundation
import TestSupport
import Testing

@Suite("Whole conversations")
struct ConversationTests {
    /// A server that answers with the query and the body, and soon drops who sends no whole request.
    private func echo() throws -> TestServer {
        var limits = FastCGIServer.Limits()
        limits.requestTime = .milliseconds(100)
        return try TestServer(workers: 2, limits: limits) { request in
            Response(status: 200, body: request.query + request.body)
        }
    }

    @Test("padding of every length is skipped, on every kind of record", arguments: 0..<5)
    func padding(_ kind: Int) throws {
        let server = try TestServer { request in Response(status: 200, body: request.query + request.body) }
        let pairs = Record.pair("REQUEST_METHOD", "POST") + Record.pair("QUERY_STRING", "q=1")
        let records: [(type: UInt8, content: [UInt8])] = [
            (1, [0, 1, 0, 0, 0, 0, 0, 0]), (4, pairs), (4, []), (5, Array("body".utf8)), (5, []),
        ]
        for length in UInt8.min...UInt8.max {
            let bytes = records.indices.flatMap { index in
                Record.make(
                    records[index].type, padding: index == kind ? length : 0, records[index].content)
            }
            let answer = try server.ask(bytes)
            #expect(answer.text == "q=1body" && answer.isComplete, "padding of \(length) bytes")
        }
        #expect(server.reports.isEmpty)
    }

    @Test("a begin record with padding and two ends does not end the process")
    func paddedBegin() throws {
        let server = try TestServer { _ in Response(status: 200, body: "ok") }
        let begin = Record.make(1, padding: 8, [0, 1, 0, 0, 0, 0, 0, 0])
        let bytes =
            begin + Record.parameters(Record.pair("A", "1")) + Record.parameters([]) + Record.standardInput([])
            + Record.standardInput([])
        for _ in 0..<50 { #expect(try server.ask(bytes).text == "ok") }
    }

    @Test("valid ones are answered, however they are cut into records and pieces", arguments: [1, 2, 3])
    func valid(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let server = try TestServer { request in Response(status: 200, body: request.query + request.body) }
        for _ in 0..<100 {
            let conversation = Conversation(using: &random)
            let client = try TestClient(server.address)
            var rest = conversation.bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &random)
                #expect(client.send(Array(rest.prefix(count))))
                rest = rest.dropFirst(count)
            }
            let answer = try client.answer()
            #expect(answer.body == Array(conversation.query.utf8) + conversation.body)
            #expect(answer.isComplete)
        }
        #expect(server.reports.isEmpty)
    }

    @Test("wrong ones never crash or hang the server", arguments: [4, 5, 6, 7])
    func mutated(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let server = try echo()
        for index in 0..<400 {
            var conversation = Conversation(using: &random)
            for _ in 0..<Int.random(in: 1...3, using: &random) { conversation.mutate(using: &random) }
            let client = try TestClient(server.address)
            client.send(conversation.bytes)
            // Most leave at once; those that stay get an answer or an end.
            if index % 8 == 0 { _ = try client.receiveAll() }
        }
        #expect(try server.ask().isComplete)
        #expect(eventually { server.server.busyWorkers == 0 && server.server.waitingRequests == 0 })
        #expect(server.server.stop())
    }

    @Test("bytes after a request's end change nothing about its answer")
    func trailingBytes() throws {
        let server = try TestServer { _ in Response(status: 200, body: "ok") }
        for extra in [Record.standardInput([]), Record.get, Record.begin(), [0], Record.make(2, [])] {
            let answer = try server.ask(Record.get + extra)
            #expect(answer.text == "ok" && answer.isComplete)
        }
    }
}

import Testing

@testable import FastCGI

@Suite("RequestParser")
struct RequestParserTests {
    private func progress(_ bytes: [UInt8]) -> RequestParser.Progress {
        var parser = RequestParser(limit: 65_536)
        return parser.take(bytes[...])
    }

    private func isMalformed(_ bytes: [UInt8]) -> Bool {
        if case .malformed = progress(bytes) { true } else { false }
    }

    private func received(
        _ parameters: [String: String], body: [UInt8] = [], id: UInt16 = 1
    ) -> RequestParser.Progress {
        .complete(
            ReceivedRequest(
                id: id, parameters: RequestParameters(parameters.mapValues { Array($0.utf8) }), body: body))
    }

    @Test("a request is complete with its last byte and not before")
    func prefixes() {
        let request = Record.request(
            ["REQUEST_METHOD": "GET", "QUERY_STRING": String(repeating: "q", count: 300), "EMPTY": ""],
            body: [1, 2, 3])
        let parsed = received(
            ["REQUEST_METHOD": "GET", "QUERY_STRING": String(repeating: "q", count: 300), "EMPTY": ""], body: [1, 2, 3])
        #expect(progress(request) == parsed)
        for length in 0..<request.count {
            var parser = RequestParser(limit: 65_536)
            #expect(parser.take(request[..<length]) == .incomplete)
            #expect(parser.take(request[length...]) == parsed)
        }
    }

    @Test("a request may come byte by byte")
    func bytes() {
        let request = Record.request(["A": "1"], body: [1, 2, 3], id: 0xABCD)
        var parser = RequestParser(limit: request.count)
        for byte in request.dropLast() { #expect(parser.take([byte]) == .incomplete) }
        #expect(parser.take(request.suffix(1)) == received(["A": "1"], body: [1, 2, 3], id: 0xABCD))
    }

    @Test("the limit counts all bytes, and a record beyond it is malformed once its header is there")
    func limit() {
        let request = Record.request(["A": "1"], body: [UInt8](repeating: 7, count: 1000))
        var exact = RequestParser(limit: request.count)
        #expect(exact.take(request[...]) == received(["A": "1"], body: [UInt8](repeating: 7, count: 1000)))
        for limit in [0, 7, 500, request.count - 1] {
            var short = RequestParser(limit: limit)
            #expect(short.take(request[...]) == .malformed("more than \(limit) bytes"))
        }
        let start = Record.request(["A": "1"]).dropLast(8)
        var early = RequestParser(limit: 500)
        #expect(early.take(start) == .incomplete)
        #expect(early.take(request.dropFirst(start.count).prefix(8)) == .malformed("more than 500 bytes"))
    }

    @Test("of two parameters of one name the last one counts")
    func repeatedNames() {
        let pairs = Record.pair("A", "1") + Record.pair("A", "2")
        #expect(
            progress(Record.begin() + Record.parameters(pairs) + Record.parameters([]) + Record.standardInput([]))
                == received(["A": "2"]))
    }

    @Test("parameters and body may come in several records")
    func severalRecords() {
        let pairs = Record.pair("A", "1") + Record.pair("B", "2")
        let request =
            Record.begin() + Record.parameters(Array(pairs[..<3])) + Record.parameters(Array(pairs[3...]))
            + Record.parameters([]) + Record.standardInput([1]) + Record.standardInput([2]) + Record.standardInput([])
        #expect(progress(request) == received(["A": "1", "B": "2"], body: [1, 2]))
    }

    @Test("what no web server sends to a responder is malformed")
    func malformed() {
        let rest = Record.parameters([]) + Record.standardInput([])
        #expect(isMalformed(Array("GET / HTTP/1.1\r\n".utf8)))
        #expect(isMalformed(Record.make(1, version: 2, [0, 1, 0, 0, 0, 0, 0, 0])))
        #expect(isMalformed(Record.begin(role: 2) + rest))
        #expect(isMalformed(Record.begin(id: 0)))
        #expect(isMalformed(Record.make(1, [0, 1])))
        #expect(isMalformed(Record.parameters([])))
        #expect(isMalformed(Record.begin() + Record.begin()))
        #expect(isMalformed(Record.begin() + Record.standardInput([])))
        #expect(isMalformed(Record.begin() + Record.parameters(id: 2, [])))
        #expect(isMalformed(Record.begin() + Record.make(2, [])))
        #expect(isMalformed(Record.begin() + Record.parameters([]) + Record.parameters([])))
    }

    @Test("parameters whose lengths don't fit are malformed")
    func lengths() {
        func request(_ parameters: [UInt8]) -> [UInt8] {
            Record.begin() + Record.parameters(parameters) + Record.parameters([]) + Record.standardInput([])
        }
        #expect(progress(request(Record.pair("A", "1"))) == received(["A": "1"]))
        #expect(isMalformed(request([5, 1, 65])))
        #expect(isMalformed(request([1])))
        #expect(isMalformed(request([0x80, 0, 0])))
        #expect(isMalformed(request([0, 1, 65])))
        #expect(isMalformed(request(Record.pair("A=B", "1"))))
        #expect(isMalformed(request(Record.pair("A", "1\u{0}2"))))
        // The sum of both is more than 32 bits hold.
        #expect(isMalformed(request(Record.longLength(0x7FFF_FFF0) + Record.longLength(0x7FFF_FFF0))))
    }

    @Test("a management record is malformed, in any place")
    func management() {
        let names = Array(repeating: Record.pair("FCGI_MPXS_CONNS", ""), count: 8).flatMap(\.self)
        let query = Record.make(9, id: 0, names)
        #expect(isMalformed(query))
        #expect(isMalformed(Record.begin() + query))
        #expect(isMalformed(Record.begin() + Record.parameters([]) + query))
    }
}

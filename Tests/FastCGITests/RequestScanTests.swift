import Testing

@testable import FastCGI

@Suite("RequestScan")
struct RequestScanTests {
    private func verdict(_ bytes: [UInt8]) -> RequestScan.Verdict {
        RequestScan.verdict(on: bytes[...])
    }

    private func isMalformed(_ bytes: [UInt8]) -> Bool {
        if case .malformed = verdict(bytes) { true } else { false }
    }

    @Test("a request is complete with its last byte and not before")
    func prefixes() {
        let request = Record.request(
            ["REQUEST_METHOD": "GET", "QUERY_STRING": String(repeating: "q", count: 300), "EMPTY": ""],
            body: [1, 2, 3])
        #expect(verdict(request) == .complete)
        for length in 0..<request.count {
            #expect(verdict(Array(request[..<length])) == .incomplete)
        }
    }

    @Test("parameters and body may come in several records")
    func severalRecords() {
        let pairs = Record.pair("A", "1") + Record.pair("B", "2")
        let request =
            Record.begin() + Record.parameters(Array(pairs[..<3])) + Record.parameters(Array(pairs[3...]))
            + Record.parameters([]) + Record.standardInput([1]) + Record.standardInput([2]) + Record.standardInput([])
        #expect(verdict(request) == .complete)
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
        #expect(verdict(request(Record.pair("A", "1"))) == .complete)
        #expect(isMalformed(request([5, 1, 65])))
        #expect(isMalformed(request([1])))
        #expect(isMalformed(request([0x80, 0, 0])))
        #expect(isMalformed(request([0, 1, 65])))
        #expect(isMalformed(request(Record.pair("A=B", "1"))))
        #expect(isMalformed(request(Record.pair("A", "1\u{0}2"))))
        // The sum of both is what libfcgi's 32 bits can't hold.
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

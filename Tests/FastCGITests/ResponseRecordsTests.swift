import Testing

@testable import FastCGI

@Suite("ResponseRecords")
struct ResponseRecordsTests {
    @Test(
        "what is written arrives, in records of whole eights", arguments: [0, 1, 7, 8, 32_767, 32_768, 32_769, 100_000])
    func arrives(length: Int) throws {
        let content = Array("Status: 200 OK\r\n\r\n".utf8) + (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var records = ResponseRecords(requestID: 0xABCD)
        var (bytes, rest): ([UInt8], ArraySlice<UInt8>) = ([], content[...])
        while !rest.isEmpty {
            rest = rest.dropFirst(records.add(rest))
            guard records.isFull else { continue }
            records.close()
            bytes += records.bytes
            records.removeAll()
        }
        records.end()
        bytes += records.bytes
        #expect(bytes.count % 8 == 0)
        let end: [UInt8] = [1, 6, 0xAB, 0xCD, 0, 0, 0, 0, 1, 3, 0xAB, 0xCD, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(Array(bytes.suffix(24)) == end)
        #expect(try ResponseParser.response(in: bytes).body == Array(content.dropFirst(18)))
    }

    @Test("a response without output ends all the same")
    func empty() {
        var records = ResponseRecords(requestID: 1)
        records.close()
        #expect(records.bytes.isEmpty)
        records.end()
        #expect(records.bytes.count == 24)
    }
}

/// Reads a responder's whole answer: records, in them a CGI response (FastCGI specification 1.0, sections 5.3 and 6.2;
/// RFC 3875, section 6).
enum ResponseParser {
    struct Problem: Error, Equatable {
        let detail: String
    }

    private static let headerLength = 8

    /// - Parameter bytes: everything until the responder closed the connection.
    static func response(in bytes: [UInt8]) throws(Problem) -> Response {
        let output = try standardOutput(in: bytes)
        guard let end = output.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Problem(detail: "its header has no end")
        }
        var response = Response(status: 200, body: Array(output[end.upperBound...]))
        let header = String(decoding: output[..<end.lowerBound], as: UTF8.self)
        for line in header.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw Problem(detail: "a line of its header has no colon") }
            let value = parts[1].drop { $0 == " " }
            guard parts[0].lowercased() == "status" else {
                response.headers.add(String(parts[0]), String(value))
                continue
            }
            guard let status = Int(value.prefix { $0 != " " }), (100...599).contains(status) else {
                throw Problem(detail: "its status is no number from 100 to 599")
            }
            response.status = status
        }
        return response
    }

    private static func standardOutput(in bytes: [UInt8]) throws(Problem) -> [UInt8] {
        var output: [UInt8] = []
        var start = 0
        while start + headerLength <= bytes.count {
            let length = Int(bytes[start + 4]) << 8 | Int(bytes[start + 5])
            let content = start + headerLength
            guard bytes[start] == 1 else { throw Problem(detail: "a record of version \(bytes[start])") }
            guard content + length <= bytes.count else { break }
            switch bytes[start + 1] {
            case RecordType.standardOutput: output += bytes[content..<content + length]
            case RecordType.endRequest: return output
            default: break
            }
            start = content + length + Int(bytes[start + 6])
        }
        throw Problem(detail: "it ends after \(bytes.count) bytes, before it is complete")
    }
}

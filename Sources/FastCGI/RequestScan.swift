/// Reads a request's records as they lie in the socket, before libfcgi reads them away.
///
/// libfcgi trusts its client: it waits for ever for records that don't come, ends the process when two lengths add
/// up to more than 2³¹, and writes past a buffer when a management record repeats a name. So it gets a connection
/// only once a whole request is there and is what a web server sends for a responder (FastCGI specification 1.0,
/// sections 3.3, 3.4, 5.1 to 5.3): begin, parameters, an empty record, the body, an empty record.
struct RequestScan {
    enum Verdict: Equatable {
        case complete
        case incomplete
        case malformed(String)
    }

    private enum RecordType {
        static let beginRequest: UInt8 = 1
        static let parameters: UInt8 = 4
        static let standardInput: UInt8 = 5
    }
    private static let headerLength = 8
    private static let responder: UInt16 = 1

    private var expected = RecordType.beginRequest
    private var requestID: UInt16 = 0
    private var parameters: [UInt8] = []

    /// Whether the bytes are a request so far, and all of it.
    static func verdict(on bytes: ArraySlice<UInt8>) -> Verdict {
        var scan = RequestScan()
        var rest = bytes
        while true {
            guard rest.count >= headerLength else { return .incomplete }
            let header = Array(rest.prefix(headerLength))
            if header[0] != 1 { return .malformed("a record of version \(header[0])") }
            let length = Int(header[4]) << 8 | Int(header[5])
            let padding = Int(header[6])
            let isWhole = rest.count >= headerLength + length + padding
            // A wrong header is refused at once: what it announces may never come.
            if let problem = scan.problem(inHeader: header, length: length) { return .malformed(problem) }
            guard isWhole else { return .incomplete }
            let content = rest.dropFirst(headerLength).prefix(length)
            rest = rest.dropFirst(headerLength + length + padding)
            if scan.expected == RecordType.standardInput, length == 0 { return .complete }
            if let problem = scan.take(content) { return .malformed(problem) }
        }
    }

    private mutating func problem(inHeader header: [UInt8], length: Int) -> String? {
        if header[1] != expected { return "a record of type \(header[1]) where \(expected) was due" }
        let id = UInt16(header[2]) << 8 | UInt16(header[3])
        if expected == RecordType.beginRequest {
            requestID = id
            return id == 0 || length != 8 ? "a begin record with id \(id) and \(length) bytes" : nil
        }
        return id != requestID ? "a record of request \(id) amid request \(requestID)" : nil
    }

    private mutating func take(_ content: ArraySlice<UInt8>) -> String? {
        switch expected {
        case RecordType.beginRequest:
            let role = UInt16(content[content.startIndex]) << 8 | UInt16(content[content.startIndex + 1])
            if role != Self.responder { return "a request for role \(role)" }
            expected = RecordType.parameters
        case RecordType.parameters where content.isEmpty:
            if !Self.areNameValuePairs(parameters[...]) { return "parameters whose lengths don't fit" }
            expected = RecordType.standardInput
        case RecordType.parameters:
            parameters += content
        default:
            break
        }
        return nil
    }

    /// Section 3.4: a length takes one byte up to 127, and four with the highest bit set beyond.
    private static func areNameValuePairs(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            guard let nameLength = takeLength(&rest), let valueLength = takeLength(&rest) else { return false }
            guard nameLength + valueLength <= rest.count else { return false }
            // libfcgi makes `name=value`, a C string, of each.
            let name = rest.prefix(nameLength)
            let pair = rest.prefix(nameLength + valueLength)
            if name.isEmpty || name.contains(UInt8(ascii: "=")) || pair.contains(0) { return false }
            rest = rest.dropFirst(nameLength + valueLength)
        }
        return true
    }

    private static func takeLength(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        if first < 0x80 { return Int(first) }
        guard bytes.count >= 3 else { return nil }
        let tail = bytes.prefix(3).reduce(0) { $0 << 8 | Int($1) }
        bytes = bytes.dropFirst(3)
        return Int(first & 0x7F) << 24 | tail
    }
}

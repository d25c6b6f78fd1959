/// Reads one request from the bytes of its connection, as they arrive.
///
/// It takes what a web server sends to a responder (FastCGI specification 1.0, sections 3.3, 3.4, 5.1 to 5.3): begin,
/// parameters, an empty record, the body, an empty record. All of it carries one id, and each record may be padded.
/// Anything else is malformed; what follows the last record is ignored.
struct RequestParser {
    enum Progress: Equatable {
        case incomplete
        case complete(ReceivedRequest)
        case malformed(String)
    }

    private static let headerLength = 8
    private static let responder: UInt16 = 1

    private let limit: Int
    /// The bytes of the records that have been read.
    private var consumed = 0
    /// What has arrived of the record that is being read.
    private var rest: [UInt8] = []
    private var expected = RecordType.beginRequest
    private var requestID: UInt16 = 0
    private var parameters: [UInt8] = []
    private var body: [UInt8] = []

    /// - Parameter limit: the bytes that a request may have as sent, with all its records' headers and padding.
    init(limit: Int) { self.limit = limit }

    /// Takes the next bytes; not to be called again once the request is complete or malformed.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> Progress {
        rest += bytes
        var start = 0
        defer {
            rest.removeFirst(start)
            consumed += start
        }
        while rest.count - start >= Self.headerLength {
            let header = rest[start..<start + Self.headerLength]
            let length = Int(header[start + 4]) << 8 | Int(header[start + 5])
            let padding = Int(header[start + 6])
            // An invalid header is refused at once: the bytes that it announces may never arrive.
            if let problem = problem(in: header, length: length) { return .malformed(problem) }
            let content = start + Self.headerLength
            let end = content + length + padding
            if consumed + end > limit { return .malformed("more than \(limit) bytes") }
            guard end <= rest.count else { break }
            if expected == RecordType.standardInput, length == 0 { return finish() }
            if let problem = take(record: rest[content..<content + length]) { return .malformed(problem) }
            start = end
        }
        return .incomplete
    }

    private mutating func problem(in header: ArraySlice<UInt8>, length: Int) -> String? {
        let (version, type) = (header[header.startIndex], header[header.startIndex + 1])
        let id = UInt16(header[header.startIndex + 2]) << 8 | UInt16(header[header.startIndex + 3])
        if version != 1 { return "a record of version \(version)" }
        if type != expected { return "a record of type \(type) instead of \(expected)" }
        if expected == RecordType.beginRequest {
            requestID = id
            return id == 0 || length != 8 ? "a begin record with id \(id) and \(length) bytes" : nil
        }
        return id != requestID ? "a record of request \(id) within request \(requestID)" : nil
    }

    private mutating func take(record content: ArraySlice<UInt8>) -> String? {
        switch expected {
        case RecordType.beginRequest:
            let role = UInt16(content[content.startIndex]) << 8 | UInt16(content[content.startIndex + 1])
            if role != Self.responder { return "a request for role \(role)" }
            expected = RecordType.parameters
        case RecordType.parameters where content.isEmpty:
            expected = RecordType.standardInput
        case RecordType.parameters:
            parameters += content
        default:
            body += content
        }
        return nil
    }

    private func finish() -> Progress {
        guard let parameters = RequestParameters(encoded: parameters) else {
            return .malformed("parameters whose lengths don't fit")
        }
        return .complete(ReceivedRequest(id: requestID, parameters: parameters, body: body))
    }
}

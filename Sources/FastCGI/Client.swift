/// Asks a FastCGI responder for a path, as a web server does.
public struct Client: Sendable {
    private static let maximumBytes = 16 << 20

    private let address: ListenAddress

    public init(_ address: ListenAddress) { self.address = address }

    /// The answer to `GET path`.
    ///
    /// - Parameters:
    ///   - path: up to 127 bytes, without a query.
    ///   - timeout: for the connection and the whole answer.
    /// - Throws: `FastCGIError.system` where nothing listens, `answerTimedOut`, `malformedAnswer`.
    public func get(_ path: String, timeout: Duration) throws(FastCGIError) -> Response {
        let connection = try ClientConnection(to: address, by: .now + timeout)
        try connection.send(Self.request(path))
        let bytes = try connection.receiveAll(limit: Self.maximumBytes)
        do {
            return try ResponseParser.response(in: bytes)
        } catch {
            throw .malformedAnswer("\(address)", detail: error.detail)
        }
    }

    /// The records of a request without a body (FastCGI specification 1.0, appendix B).
    private static func request(_ path: String) -> [UInt8] {
        let parameters = NameValuePairs.encode([
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": path, "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1",
        ])
        // Role 1 is a responder's; the connection is not kept.
        return record(RecordType.beginRequest, [0, 1, 0, 0, 0, 0, 0, 0]) + record(RecordType.parameters, parameters)
            + record(RecordType.parameters, []) + record(RecordType.standardInput, [])
    }

    private static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        [1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 0xFF), 0, 0] + content
    }
}

/// Sends one response, whole or in pieces.
///
/// Its methods block while the client is slow, and throw `FastCGIError.peerGone` once it has disconnected: work for it may stop then. An
/// unbuffered stream through nginx needs the header `X-Accel-Buffering: no`.
public struct ResponseWriter: ~Copyable {
    private let sink: any ResponseSink
    private let isHead: Bool
    /// Whether the header has been handed over.
    public private(set) var hasBegun = false

    /// - Parameter isHead: whether it answers a HEAD request, so that no body is sent.
    public init(_ sink: any ResponseSink, isHead: Bool) { (self.sink, self.isHead) = (sink, isHead) }

    /// Whether the client still waits for the response.
    public var isPeerConnected: Bool { sink.isPeerConnected }

    /// Sends a whole response.
    ///
    /// - Throws: `FastCGIError.invalidResponse` with nothing sent, `peerGone`.
    public mutating func send(_ response: Response) throws(FastCGIError) {
        var headers = response.headers
        // RFC 9110, section 8.6: neither has a body.
        if response.status != 204, response.status != 304, headers["Content-Length"] == nil {
            headers.add("Content-Length", String(response.body.count))
        }
        try begin(status: response.status, headers: headers)
        try write(response.body)
    }

    /// Sends the header (RFC 3875, section 6.2.1), once.
    ///
    /// - Throws: `FastCGIError.invalidResponse` with nothing sent, `peerGone`.
    public mutating func begin(status: Int, headers: HeaderFields) throws(FastCGIError) {
        guard !hasBegun else { throw .invalidResponse(detail: "it has begun already") }
        guard (200...599).contains(status) else { throw .invalidResponse(detail: "\(status) is no final status") }
        var header: [UInt8] = []
        header.reserveCapacity(512)
        header += "Status: \(status) \(ReasonPhrase.of(status))\r\n".utf8
        try headers.appendLines(to: &header)
        header += "\r\n".utf8
        hasBegun = true
        try sink.write(header)
    }

    /// Sends a piece of the body; it may wait in a buffer of 8 kB.
    public mutating func write(_ bytes: [UInt8]) throws(FastCGIError) {
        guard hasBegun else { throw .invalidResponse(detail: "its body comes before its header") }
        if !isHead { try sink.write(bytes) }
    }

    public mutating func flush() throws(FastCGIError) {
        try sink.flush()
        if !isPeerConnected { throw .peerGone }
    }

    mutating func end() throws(FastCGIError) { try sink.end() }
}

/// Where the bytes of a response go: a header as CGI has it (RFC 3875, section 6), then the body.
/// Its methods throw `FastCGIError.peerGone`.
public protocol ResponseSink {
    /// Whether the client still waits for the response.
    var isPeerConnected: Bool { get }

    /// Takes bytes, which may wait in a buffer.
    func write(_ bytes: [UInt8]) throws(FastCGIError)

    /// Sends what waits in the buffer.
    func flush() throws(FastCGIError)

    /// Sends the rest and ends the response.
    func end() throws(FastCGIError)
}

/// Sends one response, piece by piece where it is not there as a whole.
///
/// Its methods block while the client takes its time, and throw once it has gone: what then still happens for its
/// sake may stop. An unbuffered stream through nginx needs the header `X-Accel-Buffering: no`.
public struct ResponseWriter: ~Copyable {
    /// libfcgi's buffer.
    private static let pieceSize = 8192

    private let stream: ResponseStream
    private let isHead: Bool
    private let descriptor: Int32
    private let turn: WorkTurn?
    /// How long the client may still make writing wait.
    private var patience: Duration
    /// Whether the header has been handed over.
    public private(set) var hasBegun = false

    /// - Parameters:
    ///   - descriptor: the connection, whose time limit for sending is `patience` already.
    ///   - turn: given up while the client makes writing wait.
    ///   - patience: how long the client may make writing wait in all.
    init(_ stream: ResponseStream, isHead: Bool, descriptor: Int32, turn: WorkTurn?, patience: Duration) {
        self.stream = stream
        self.isHead = isHead
        self.descriptor = descriptor
        self.turn = turn
        self.patience = patience
    }

    /// Whether the client still waits for the response.
    public var isPeerConnected: Bool {
        stream.isPeerConnected
    }

    /// Sends a response that is there as a whole.
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
        let header = "Status: \(status) \(ReasonPhrase.of(status))\r\n" + (try headers.lines()) + "\r\n"
        hasBegun = true
        try send(Array(header.utf8))
    }

    /// Sends a piece of the body; it may wait in a buffer of 8 kB.
    ///
    /// - Throws: `FastCGIError.peerGone`.
    public mutating func write(_ bytes: [UInt8]) throws(FastCGIError) {
        guard hasBegun else { throw .invalidResponse(detail: "its body comes before its header") }
        if !isHead { try send(bytes) }
    }

    /// Sends what waits in the buffer.
    ///
    /// - Throws: `FastCGIError.peerGone`.
    public mutating func flush() throws(FastCGIError) {
        let stream = stream
        try timed { () throws(FastCGIError) in try stream.flush() }
        if !isPeerConnected { throw .peerGone }
    }

    /// Ends the response.
    ///
    /// - Throws: `FastCGIError.peerGone`.
    mutating func end() throws(FastCGIError) {
        // Where the client's time is over already, ending fails at once and has been reported.
        guard patience > .zero else { return }
        let stream = stream
        try timed { () throws(FastCGIError) in stream.end() }
    }

    /// Hands libfcgi pieces that it sends in one go, so that a client that takes a few bytes now and then cannot make one
    /// call last.
    private mutating func send(_ bytes: [UInt8]) throws(FastCGIError) {
        let stream = stream
        for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
            let piece = bytes.count <= Self.pieceSize ? bytes : Array(bytes[start...].prefix(Self.pieceSize))
            try timed { () throws(FastCGIError) in try stream.write(piece) }
        }
    }

    private mutating func timed(_ body: () throws(FastCGIError) -> Void) throws(FastCGIError) {
        let start = ContinuousClock.now
        let waits = !Sockets.isWritable(descriptor)
        if waits { turn?.waitBegins() }
        defer { if waits { turn?.waitEnds() } }
        try body()
        let duration = ContinuousClock.now - start
        guard duration > .milliseconds(1) else { return }
        patience -= duration
        guard patience > .zero else {
            Sockets.abort(descriptor)
            throw .peerGone
        }
        Sockets.setSendTimeout(descriptor, patience)
    }
}

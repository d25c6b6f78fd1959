/// A connection that a response is written to, for a limited time.
///
/// Not to be used by two threads at a time; it is not Sendable.
final class ConnectionSink: ResponseSink {
    /// libfcgi's buffer.
    private static let pieceSize = 8192

    private let stream: ResponseStream
    private let descriptor: Int32
    private let turn: WorkTurn?
    /// How long the client may still make writing wait.
    private var patience: Duration

    /// - Parameters:
    ///   - descriptor: the connection, whose time limit for sending is `patience` already.
    ///   - turn: given up while the client makes writing wait.
    ///   - patience: how long the client may make writing wait in all.
    init(_ stream: ResponseStream, descriptor: Int32, turn: WorkTurn?, patience: Duration) {
        self.stream = stream
        self.descriptor = descriptor
        self.turn = turn
        self.patience = patience
    }

    var isPeerConnected: Bool { stream.isPeerConnected }

    /// Hands libfcgi pieces that it sends in one go, so that a client that takes a few bytes now and then cannot make one
    /// call last.
    func write(_ bytes: [UInt8]) throws(FastCGIError) {
        for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
            let piece = bytes.count <= Self.pieceSize ? bytes : Array(bytes[start...].prefix(Self.pieceSize))
            try timed { () throws(FastCGIError) in try stream.write(piece) }
        }
    }

    func flush() throws(FastCGIError) {
        try timed { () throws(FastCGIError) in try stream.flush() }
    }

    func end() throws(FastCGIError) {
        // Where the client's time is over already, ending fails at once and has been reported.
        guard patience > .zero else { return }
        try timed { () throws(FastCGIError) in stream.end() }
    }

    private func timed(_ body: () throws(FastCGIError) -> Void) throws(FastCGIError) {
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

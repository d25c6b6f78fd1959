/// A connection that a response is written to, for a limited time.
///
/// Not to be used by two threads at a time; it is not Sendable.
final class ConnectionSink: ResponseSink {
    /// libfcgi's buffer.
    private static let pieceSize = 8192

    private let stream: ResponseStream
    private let descriptor: Int32
    private let turn: WorkTurn?
    /// How long writing may still wait for the client.
    private var timeLeft: Duration

    /// - Parameters:
    ///   - descriptor: the connection, whose time limit for sending is `timeLimit` already.
    ///   - turn: released while writing waits for the client.
    ///   - timeLimit: how long writing may wait for the client in all.
    init(_ stream: ResponseStream, descriptor: Int32, turn: WorkTurn?, timeLimit: Duration) {
        (self.stream, self.descriptor, self.turn, timeLeft) = (stream, descriptor, turn, timeLimit)
    }

    var isPeerConnected: Bool { stream.isPeerConnected }

    /// Gives libfcgi pieces that it sends at once, so that one call cannot last long for a client that takes few bytes
    /// at a time.
    func write(_ bytes: [UInt8]) throws(FastCGIError) {
        for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
            let piece = bytes.count <= Self.pieceSize ? bytes : Array(bytes[start...].prefix(Self.pieceSize))
            try timed { () throws(FastCGIError) in try stream.write(piece) }
        }
    }

    func flush() throws(FastCGIError) { try timed { () throws(FastCGIError) in try stream.flush() } }

    func end() throws(FastCGIError) {
        // If the client's time is over, ending would fail, and has been reported.
        guard timeLeft > .zero else { return }
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
        timeLeft -= duration
        guard timeLeft > .zero else {
            Sockets.abort(descriptor)
            throw .peerGone
        }
        Sockets.setSendTimeout(descriptor, timeLeft)
    }
}

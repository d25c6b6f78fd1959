/// A connection that a response is written to, for a limited time.
///
/// Not to be used by two threads at a time; it is not Sendable.
final class ConnectionSink: ResponseSink {
    private let connection: Connection
    private let turn: WorkTurn?
    private var records: ResponseRecords
    /// How long writing may still wait for the client.
    private var timeLeft: Duration
    /// Whether nothing more can be sent.
    private var isBroken = false

    /// - Parameters:
    ///   - turn: released while writing waits for the client.
    ///   - timeLimit: how long writing may wait for the client in all.
    init(_ connection: Connection, requestID: UInt16, turn: WorkTurn?, timeLimit: Duration) {
        (self.connection, self.turn, timeLeft) = (connection, turn, timeLimit)
        records = ResponseRecords(requestID: requestID)
    }

    var isPeerConnected: Bool { Sockets.isConnected(connection.descriptor) }

    /// Sends what fills a record; the rest waits, so that a short response is one call of the system.
    func write(_ bytes: [UInt8]) throws(FastCGIError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(records.add(rest))
            if records.isFull { try flush() }
        }
    }

    func flush() throws(FastCGIError) {
        records.close()
        try send()
    }

    func end() throws(FastCGIError) {
        // Its end has been reported.
        guard !isBroken else { return }
        records.end()
        do throws(FastCGIError) {
            try send()
        } catch {
            // A client that has closed the connection misses nothing.
            if timeLeft <= .zero { throw error }
        }
    }

    private func send() throws(FastCGIError) {
        defer { records.removeAll() }
        guard !isBroken else { throw .peerGone }
        var rest = records.bytes[...]
        while !rest.isEmpty {
            switch Sockets.send(rest, to: connection.descriptor) {
            case .sent(let count): rest = rest.dropFirst(count)
            case .noRoom: try waitForRoom()
            case .failed: throw giveUp()
            }
        }
    }

    private func waitForRoom() throws(FastCGIError) {
        turn?.waitBegins()
        defer { turn?.waitEnds() }
        let start = ContinuousClock.now
        let hasRoom = Sockets.waitUntilWritable(connection.descriptor, timeout: timeLeft)
        timeLeft -= ContinuousClock.now - start
        guard hasRoom, timeLeft > .zero else { throw giveUp() }
    }

    /// Ends the connection: the response cannot be completed.
    private func giveUp() -> FastCGIError {
        isBroken = true
        Sockets.abort(connection.descriptor)
        return .peerGone
    }
}

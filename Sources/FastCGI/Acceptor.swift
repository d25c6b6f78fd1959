/// Accepts connections, reads their requests and queues the complete ones for the workers; one thread runs it.
///
/// A client that is silent, slow or sends something else occupies a descriptor until its time is over, and no worker.
struct Acceptor {
    let listener: Listener
    let poller: EventPoller
    let queue: RequestQueue
    let limits: FastCGIServer.Limits
    let report: @Sendable (FastCGIError) -> Void

    private struct Incoming {
        let connection: Connection
        var parser: RequestParser
    }

    private var pending: [Int32: Incoming] = [:]
    private var isListening = false
    private var pauseEnd = ContinuousClock.now
    private var buffer: [UInt8]

    init(
        listener: Listener, poller: EventPoller, queue: RequestQueue, limits: FastCGIServer.Limits,
        report: @escaping @Sendable (FastCGIError) -> Void
    ) {
        self.listener = listener
        self.poller = poller
        self.queue = queue
        self.limits = limits
        self.report = report
        buffer = [UInt8](repeating: 0, count: 65_536)
    }

    /// Accepts until it is stopped; then reads the requests of all connections that it has accepted.
    ///
    /// - Parameter leavesWaiting: called at the end: whether a successor answers the connections that wait in the socket.
    mutating func run(isStopping: () -> Bool, leavesWaiting: () -> Bool) {
        while !isStopping() {
            setListening(pending.count + queue.count < limits.connections && pauseEnd <= .now)
            // No event fires when there is room again; poll.
            let recheck: Duration? = isListening ? nil : .milliseconds(20)
            let expiry: Duration? = pending.isEmpty ? nil : .milliseconds(250)
            for descriptor in poller.wait(timeout: recheck ?? expiry) {
                if descriptor == listener.descriptor { accept() } else { read(from: descriptor) }
            }
            dropExpired(limits.requestTime)
        }
        setListening(false)
        if !leavesWaiting() {
            // No successor will accept the connections that wait in the socket.
            listener.unlink()
            accept()
        }
        listener.close()
        while !pending.isEmpty {
            for descriptor in poller.wait(timeout: .milliseconds(20)) { read(from: descriptor) }
            dropExpired(min(limits.requestTime, .seconds(1)))
        }
    }

    private mutating func setListening(_ wanted: Bool) {
        guard wanted != isListening else { return }
        if wanted {
            do { try poller.add(listener.descriptor) } catch { return report(error) }
        } else {
            poller.remove(listener.descriptor)
        }
        isListening = wanted
    }

    private mutating func accept() {
        while pending.count + queue.count < limits.connections {
            do {
                guard let descriptor = try Sockets.accept(listener.descriptor) else { return }
                let connection = Connection(descriptor, arrival: .now)
                if case .tcp = listener.boundAddress { Sockets.setNoDelay(descriptor) }
                var incoming = Incoming(connection: connection, parser: RequestParser(limit: limits.requestBytes))
                // A web server sends its request right after connecting.
                if read(from: &incoming) { continue }
                try poller.add(descriptor)
                pending[descriptor] = incoming
            } catch {
                // Most likely there are no descriptors left until other connections are closed.
                pauseEnd = .now + .milliseconds(100)
                return report(error)
            }
        }
    }

    private mutating func read(from descriptor: Int32) {
        guard var incoming = pending.removeValue(forKey: descriptor) else { return }
        if read(from: &incoming) {
            poller.remove(descriptor)
        } else {
            pending[descriptor] = incoming
        }
    }

    /// Reads what has arrived, and queues the request once it is complete.
    ///
    /// - Returns: whether nothing more is to be read.
    private mutating func read(from incoming: inout Incoming) -> Bool {
        switch Sockets.receive(incoming.connection.descriptor, into: &buffer) {
        case .nothingYet: return false
        case .end: return true
        case .bytes(let count):
            switch incoming.parser.take(buffer[..<count]) {
            case .complete(let request):
                queue.append(QueuedRequest(request: request, connection: incoming.connection))
                return true
            case .malformed(let detail):
                report(.malformedRequest(detail: detail))
                return true
            case .incomplete: return false
            }
        }
    }

    private mutating func dropExpired(_ limit: Duration) {
        let now = ContinuousClock.now
        for (descriptor, entry) in pending where entry.connection.arrival + limit < now {
            poller.remove(descriptor)
            pending[descriptor] = nil
            report(.requestTimedOut)
        }
    }
}

/// Takes connections and gives them to the workers once their requests are there as a whole.
///
/// A client that is silent, slow or talks rubbish costs a descriptor for a while, and no worker. One thread runs it.
struct Acceptor {
    let listener: Listener
    let poller: EventPoller
    let queue: ConnectionQueue
    let limits: Server.Limits
    let report: @Sendable (FastCGIError) -> Void

    private var pending: [Int32: Connection] = [:]
    private var isListening = false
    private var pauseEnd = ContinuousClock.now
    private var buffer: [UInt8]

    init(
        listener: Listener, poller: EventPoller, queue: ConnectionQueue, limits: Server.Limits,
        report: @escaping @Sendable (FastCGIError) -> Void
    ) {
        self.listener = listener
        self.poller = poller
        self.queue = queue
        self.limits = limits
        self.report = report
        buffer = [UInt8](repeating: 0, count: limits.requestBytes + 1)
    }

    /// Accepts until it is to stop; then leaves no request behind that has been taken, or begun, already.
    mutating func run(isStopping: () -> Bool) {
        while !isStopping() {
            setListening(pending.count + queue.count < limits.connections && pauseEnd <= .now)
            // Nothing tells of the moment to listen again: so it looks.
            let recheck: Duration? = isListening ? nil : .milliseconds(20)
            let expiry: Duration? = pending.isEmpty ? nil : .milliseconds(250)
            for event in poller.wait(timeout: recheck ?? expiry) {
                if event.descriptor == listener.descriptor { accept() } else { look(at: event) }
            }
            dropExpired(limits.requestTime)
        }
        setListening(false)
        if !listener.isInherited {
            // Nobody comes after us who would find the connections that wait in the socket.
            listener.unlink()
            accept()
        }
        listener.close()
        while !pending.isEmpty {
            for event in poller.wait(timeout: .milliseconds(20)) { look(at: event) }
            dropExpired(min(limits.requestTime, .seconds(1)))
        }
    }

    private mutating func setListening(_ wanted: Bool) {
        guard wanted != isListening else { return }
        if wanted {
            do { try poller.add(listener.descriptor, .untilRead) } catch { return report(error) }
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
                Sockets.setTimeouts(descriptor, receive: limits.requestTime, send: limits.writeTime)
                try poller.add(descriptor, .onArrival)
                // What has come by now is told of as an arrival, too.
                pending[descriptor] = connection
            } catch {
                // Out of descriptors, most likely: others have to be closed first.
                pauseEnd = .now + .milliseconds(100)
                return report(error)
            }
        }
    }

    private mutating func look(at event: EventPoller.Event) {
        let descriptor = event.descriptor
        guard let connection = pending[descriptor] else { return }
        switch Sockets.peek(descriptor, into: &buffer) {
        case .nothingYet:
            return
        case .end:
            drop(descriptor)
        case .bytes(let count):
            switch RequestScan.verdict(on: buffer[..<count]) {
            case .complete:
                drop(descriptor)
                queue.append(connection)
            case .malformed(let detail):
                drop(descriptor)
                report(.malformedRequest(detail: detail))
            case .incomplete where count > limits.requestBytes:
                drop(descriptor)
                report(.malformedRequest(detail: "more than \(limits.requestBytes) bytes"))
            case .incomplete:
                if event.isHangUp { drop(descriptor) }
            }
        }
    }

    private mutating func dropExpired(_ limit: Duration) {
        let now = ContinuousClock.now
        for (descriptor, connection) in pending where connection.arrival + limit < now {
            drop(descriptor)
            report(.requestTimedOut)
        }
    }

    private mutating func drop(_ descriptor: Int32) {
        poller.remove(descriptor)
        pending[descriptor] = nil
    }
}

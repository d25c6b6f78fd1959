import Dispatch
import Foundation
import Synchronization
import Threads

/// Answers the requests of one listening socket, on threads of its own.
///
/// One thread accepts connections and reads their requests; the workers handle and answer, one request each at a
/// time. A connection serves one request (`fastcgi_keep_conn` stays off), since a kept one would pin a worker.
public final class FastCGIServer: Sendable {
    /// Bounds on what clients may ask for.
    public struct Limits: Sendable {
        /// Bytes of one request as sent, with its records' headers and padding.
        public var requestBytes = 65_536
        /// From connecting until the request is there.
        public var requestTime: Duration = .seconds(5)
        /// How long writing a response may wait for its client in all.
        public var writeTime: Duration = .seconds(10)
        /// Connections accepted and not yet taken by a worker; more wait in the socket.
        public var connections = 1024
        /// Requests in work at the same time, without those that wait for other threads (``WorkTurn``).
        public var concurrency = Int.max
        /// How long a request may wait for its turn before it counts as overdue (`Request.isOverdue`).
        public var queueDelay = QueueDelay.unlimited

        public init() {}
    }

    /// How long requests may wait for a worker.
    public struct QueueDelay: Sendable {
        /// The limit while the queue empties now and then.
        public let burst: Duration
        /// The limit while it has not been empty for `interval`.
        public let standing: Duration
        public let interval: Duration

        public init(burst: Duration, standing: Duration, interval: Duration) {
            (self.burst, self.standing, self.interval) = (burst, standing, interval)
        }

        public static let unlimited = QueueDelay(
            burst: .seconds(1_000_000), standing: .seconds(1_000_000), interval: .seconds(1_000_000))
    }

    private let listener: Listener
    private let limits: Limits
    private let report: @Sendable (FastCGIError) -> Void
    private let poller: EventPoller
    private let queue: RequestQueue
    private let threads = DispatchGroup()
    private let busy = Atomic(0)
    private let isStarted = Atomic(false)
    private let isStopping = Atomic(false)
    private let leavesWaiting = Atomic(false)

    /// - Parameter report: called on the server's threads with errors of connections and handlers.
    public init(
        listener: Listener, limits: Limits = Limits(), report: @escaping @Sendable (FastCGIError) -> Void = { _ in }
    ) throws(FastCGIError) {
        self.listener = listener
        self.limits = limits
        queue = RequestQueue(concurrency: limits.concurrency, delay: limits.queueDelay)
        self.report = report
        poller = try EventPoller()
    }

    public var busyWorkers: Int { busy.load(ordering: .relaxed) }

    /// How many turns are taken: a moment longer than a worker is busy.
    package var takenTurns: Int { queue.running }

    package var waitingRequests: Int { queue.count }

    /// Whether a request waits or is being answered.
    public var hasRequests: Bool { busyWorkers > 0 || waitingRequests > 0 }

    /// Starts, with a handler whose responses are there as a whole.
    public func start(workers: Int, handler: @escaping @Sendable (Request) -> Response) {
        start(workers: workers) { request, writer in try writer.send(handler(request)) }
    }

    /// Starts, with a handler that writes its responses itself.
    ///
    /// - Parameter streaming: called on the workers' threads. What it throws is reported; a response that had not
    ///   begun becomes a 500.
    public func start(
        workers: Int, streaming: @escaping @Sendable (Request, inout ResponseWriter) throws -> Void
    ) {
        precondition(workers > 0, "a server needs a worker")
        precondition(!isStarted.exchange(true, ordering: .relaxed), "a server starts once")
        spawn("fastcgi-accept") { [self] in
            var acceptor = Acceptor(listener: listener, poller: poller, queue: queue, limits: limits, report: report)
            acceptor.run(
                isStopping: { isStopping.load(ordering: .acquiring) },
                leavesWaiting: { leavesWaiting.load(ordering: .relaxed) })
            queue.close()
        }
        for index in 1...workers {
            spawn("fastcgi-\(index)") { [self] in
                let worker = RequestQueue.Worker()
                var hasTurn = false
                while let turn = queue.next(for: worker, ending: hasTurn) {
                    hasTurn = true
                    busy.add(1, ordering: .relaxed)
                    serve(turn, streaming)
                    busy.subtract(1, ordering: .relaxed)
                }
            }
        }
    }

    /// Stops accepting connections, answers the requests that have been received, and ends the threads.
    ///
    /// - Parameter leavesWaiting: whether connections that wait in the socket are left there, for a successor; by
    ///   default, if the socket was inherited.
    /// - Returns: whether that was done in time; if not, the rest is still being done.
    @discardableResult
    public func stop(within limit: Duration = .seconds(10), leavesWaiting: Bool? = nil) -> Bool {
        self.leavesWaiting.store(leavesWaiting ?? listener.isInherited, ordering: .relaxed)
        isStopping.store(true, ordering: .releasing)
        poller.wake()
        let milliseconds = Int(clamping: Int64(limit / .milliseconds(1)))
        return threads.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
    }

    private func serve(
        _ turn: RequestQueue.Turn, _ handler: (Request, inout ResponseWriter) throws -> Void
    ) {
        let connection = turn.queued.connection
        // Nothing is done for a client that has disconnected.
        guard Sockets.isConnected(connection.descriptor) else { return report(.peerGone) }
        do {
            let request = Request(
                parameters: turn.queued.request.parameters, body: turn.queued.request.body, arrival: connection.arrival,
                isOverdue: turn.isOverdue, turn: WorkTurn(queue: queue))
            let sink = ConnectionSink(
                connection, requestID: turn.queued.request.id, turn: request.turn, timeLimit: limits.writeTime)
            var writer = ResponseWriter(sink, isHead: request.method == "HEAD")
            do {
                try handler(request, &writer)
                if !writer.hasBegun { throw FastCGIError.invalidResponse(detail: "the handler sent none") }
            } catch {
                report((error as? FastCGIError) ?? .handlerFailed(detail: String(describing: error)))
                if !writer.hasBegun { try writer.send(Response(status: 500)) }
            }
            try writer.end()
        } catch {
            report(error)
        }
    }

    private func spawn(_ name: String, _ body: @escaping @Sendable () -> Void) {
        threads.enter()
        Thread.start(name) { [threads] in
            Signals.blockAll()
            body()
            threads.leave()
        }
    }
}

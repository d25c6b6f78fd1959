import Dispatch
import Synchronization

/// The connections whose requests are there and wait for a worker, first come, first served.
final class ConnectionQueue: Sendable {
    private let connections = Mutex<[Connection]>([])
    private let available = DispatchSemaphore(value: 0)

    var count: Int {
        connections.withLock { $0.count }
    }

    func append(_ connection: Connection) {
        connections.withLock { $0.append(connection) }
        available.signal()
    }

    /// The next one, waiting for it; nil once the queue is closed and empty.
    func next() -> Connection? {
        available.wait()
        return connections.withLock { connections in
            if !connections.isEmpty { return connections.removeFirst() }
            // Passed on: each waiting worker has to wake up once.
            available.signal()
            return nil
        }
    }

    /// Lets the workers end once nothing waits any more.
    func close() {
        available.signal()
    }
}

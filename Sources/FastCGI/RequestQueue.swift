import Dispatch
import Synchronization

/// The requests that wait for a worker, first come, first served.
final class RequestQueue: Sendable {
    private let requests = Mutex<[QueuedRequest]>([])
    private let available = DispatchSemaphore(value: 0)

    var count: Int {
        requests.withLock { $0.count }
    }

    func append(_ request: QueuedRequest) {
        requests.withLock { $0.append(request) }
        available.signal()
    }

    /// The next one, waiting for it; nil once the queue is closed and empty.
    func next() -> QueuedRequest? {
        available.wait()
        return requests.withLock { requests in
            if !requests.isEmpty { return requests.removeFirst() }
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

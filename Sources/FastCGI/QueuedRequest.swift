/// A request that waits for a worker, with the connection to answer on.
struct QueuedRequest: Sendable {
    let request: ReceivedRequest
    let connection: Connection
}

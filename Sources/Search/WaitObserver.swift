/// Called when a search begins and ends waiting for other threads, so that another search can use the processors.
public protocol WaitObserver: Sendable {
    func waitBegins()
    func waitEnds()
}

extension (any WaitObserver)? {
    /// Runs what blocks the thread for long.
    func whileWaiting<Value, Failure>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        self?.waitBegins()
        defer { self?.waitEnds() }
        return try body()
    }

    /// Runs the search's own work in the middle of a wait.
    func whileWorking<Value>(_ body: () -> Value) -> Value {
        self?.waitEnds()
        defer { self?.waitBegins() }
        return body()
    }
}

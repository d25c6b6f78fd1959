/// Told when a search begins to wait for what other threads do, and when it goes on, so that another one can have its share
/// of the processors meanwhile.
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

    /// Runs what is the search's own work in the middle of a wait.
    func whileWorking<Value>(_ body: () -> Value) -> Value {
        self?.waitEnds()
        defer { self?.waitBegins() }
        return body()
    }
}

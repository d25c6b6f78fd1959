/// Work in progress, so that each piece of work is done once for all callers at the same time (single flight).
///
/// The caller that starts a run does the work and ends the run; others join it, as in Go's
/// golang.org/x/sync/singleflight. The table has no lock: its owner keeps it in a `Mutex` or a ``Monitor``, with what
/// has to change at the same moment.
public struct SingleFlight<Key: Hashable & Sendable, Run: Sendable>: Sendable {
    private var runs: [Key: Run] = [:]

    public init() {}

    /// How many runs there are.
    public var count: Int { runs.count }

    /// The runs by their keys.
    public var all: [Key: Run] { runs }

    /// The run for a key; nil if there is none.
    public subscript(key: Key) -> Run? { runs[key] }

    /// Joins the run for a key, or starts one.
    ///
    /// - Returns: the run, and whether it is new; then the caller does the work and ends it.
    /// - Throws: what `start` throws.
    public mutating func join<Failure>(
        _ key: Key, orStart start: () throws(Failure) -> Run
    ) throws(Failure) -> (run: Run, isNew: Bool) {
        if let run = runs[key] { return (run, false) }
        let run = try start()
        runs[key] = run
        return (run, true)
    }

    /// Ends the run for a key.
    public mutating func end(_ key: Key) {
        runs[key] = nil
    }
}

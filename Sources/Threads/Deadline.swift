/// The moment by which an answer is due; handed down to everything that waits.
public struct Deadline: Sendable, Comparable {
    private let latest: ContinuousClock.Instant
    private let limit: DeadlineLimit?

    /// A deadline at a given moment.
    ///
    /// - Parameter limit: what may bring it forward later.
    public init(at instant: ContinuousClock.Instant, limit: DeadlineLimit? = nil) {
        latest = instant
        self.limit = limit
    }

    /// The moment itself, on the clock that no one can set back.
    public var instant: ContinuousClock.Instant {
        limit?.instant.map { min($0, latest) } ?? latest
    }

    /// A deadline that much later than now.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline(at: .now + duration)
    }

    /// The same deadline, or an earlier moment; what may bring the deadline forward still may.
    public func noLater(than instant: ContinuousClock.Instant) -> Deadline {
        Deadline(at: min(latest, instant), limit: limit)
    }

    /// How long is left; never negative.
    public var remaining: Duration {
        max(.zero, ContinuousClock.now.duration(to: instant))
    }

    /// Whether the moment is over.
    public var hasPassed: Bool {
        ContinuousClock.now >= instant
    }

    public static func == (lhs: Deadline, rhs: Deadline) -> Bool {
        lhs.instant == rhs.instant
    }

    public static func < (lhs: Deadline, rhs: Deadline) -> Bool {
        lhs.instant < rhs.instant
    }
}

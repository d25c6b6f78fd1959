/// The moment by which an answer is due; passed to all calls that wait.
public struct Deadline: Sendable, Comparable {
    private let latest: ContinuousClock.Instant
    private let limit: DeadlineLimit?

    /// A deadline at a given moment.
    ///
    /// - Parameter limit: an earlier moment that may be set later.
    public init(at instant: ContinuousClock.Instant, limit: DeadlineLimit? = nil) {
        latest = instant
        self.limit = limit
    }

    /// The moment, on the monotonic clock.
    public var instant: ContinuousClock.Instant {
        limit?.instant.map { min($0, latest) } ?? latest
    }

    /// A deadline that much later than now.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline(at: .now + duration)
    }

    /// The same deadline, or an earlier moment; the limit stays.
    public func noLater(than instant: ContinuousClock.Instant) -> Deadline {
        Deadline(at: min(latest, instant), limit: limit)
    }

    /// How long is left; never negative.
    public var remaining: Duration {
        max(.zero, ContinuousClock.now.duration(to: instant))
    }

    /// Whether the moment has passed.
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

/// The moment by which an answer is due; handed down to everything that waits.
public struct Deadline: Sendable, Comparable {
    /// The moment itself, on the clock that no one can set back.
    public let instant: ContinuousClock.Instant

    /// A deadline at a given moment.
    public init(at instant: ContinuousClock.Instant) {
        self.instant = instant
    }

    /// A deadline that much later than now.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline(at: .now + duration)
    }

    /// How long is left; never negative.
    public var remaining: Duration {
        max(.zero, ContinuousClock.now.duration(to: instant))
    }

    /// Whether the moment is over.
    public var hasPassed: Bool {
        ContinuousClock.now >= instant
    }

    public static func < (lhs: Deadline, rhs: Deadline) -> Bool {
        lhs.instant < rhs.instant
    }
}

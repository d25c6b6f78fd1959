import Glibc

/// An accepted connection; closed when the last reference to it is released.
final class Connection: Sendable {
    let descriptor: Int32
    let arrival: ContinuousClock.Instant

    init(_ descriptor: Int32, arrival: ContinuousClock.Instant) {
        self.descriptor = descriptor
        self.arrival = arrival
    }

    deinit {
        close(descriptor)
    }
}

import Synchronization

/// A count that several threads add to.
public final class Counter: Sendable {
    private let value = Atomic(0)

    public init() {}

    public var count: Int { value.load(ordering: .sequentiallyConsistent) }

    public func add(_ number: Int = 1) { value.add(number, ordering: .sequentiallyConsistent) }
}

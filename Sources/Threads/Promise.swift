/// A value that one thread sets and others wait for.
public final class Promise<Value: Sendable>: Sendable {
    private let value = Monitor<Value?>(nil)

    public init() {}

    /// Sets the value and wakes all waiting threads; only the first call has an effect.
    public func fulfill(_ value: Value) {
        self.value.update { $0 = $0 ?? value }
    }

    /// Waits for the value, without a limit.
    public func wait() -> Value {
        value.wait { $0 }
    }

    /// Waits for the value.
    ///
    /// - Returns: nil if it is not set by the deadline.
    public func wait(until deadline: Deadline) -> Value? {
        value.wait(until: deadline) { $0 }
    }
}

import Foundation

/// State that threads share and wait on: a lock and a condition variable (Hoare 1974, "Monitors").
///
/// `Mutex` is the choice wherever nobody has to wait for a change; it has no condition to wait on.
/// It is `@unchecked Sendable` since `state` is only touched with `condition` held.
public final class Monitor<State: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var state: State

    public init(_ state: State) {
        self.state = state
    }

    /// Reads or changes the state and wakes whoever waits for a change.
    public func update<Value>(_ body: (inout State) -> Value) -> Value {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return body(&state)
    }

    /// Waits until `body` has a value to give, which it may take out of the state.
    ///
    /// - Returns: that value, or nil once the deadline has passed; without a deadline it waits for ever.
    public func wait<Value>(until deadline: Deadline? = nil, for body: (inout State) -> Value?) -> Value? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let value = body(&state) {
                // Taking something out may be what another waits for.
                condition.broadcast()
                return value
            }
            guard let deadline else {
                condition.wait()
                continue
            }
            let remaining = deadline.remaining
            guard remaining > .zero else { return nil }
            // The condition waits by the wall clock, which can be set; a second at most keeps that harmless.
            _ = condition.wait(until: Date(timeIntervalSinceNow: min(1, remaining / .seconds(1))))
        }
    }
}

import Foundation

/// State that threads share and wait on: a lock and a condition variable (Hoare 1974, "Monitors").
///
/// Use a `Mutex` where no thread waits for a change.
/// It is `@unchecked Sendable` since `state` is only touched with `condition` held.
public final class Monitor<State: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var state: State

    public init(_ state: State) {
        self.state = state
    }

    /// Reads the state; no thread is woken.
    public func read<Value>(_ body: (State) -> Value) -> Value {
        condition.lock()
        defer { condition.unlock() }
        return body(state)
    }

    /// Changes the state and wakes all waiting threads.
    public func update<Value>(_ body: (inout State) -> Value) -> Value {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return body(&state)
    }

    /// Waits until `body` returns a value, which it may take out of the state.
    public func wait<Value>(for body: (inout State) -> Value?) -> Value {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let value = taken(body) { return value }
            condition.wait()
        }
    }

    /// Waits until `body` returns a value, which it may take out of the state.
    ///
    /// - Returns: that value, or nil once the deadline has passed.
    public func wait<Value>(until deadline: Deadline, for body: (inout State) -> Value?) -> Value? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let value = taken(body) { return value }
            let remaining = deadline.remaining
            guard remaining > .zero else { return nil }
            // The condition waits by the wall clock, which can be set; so a second at most.
            _ = condition.wait(until: Date(timeIntervalSinceNow: min(1, remaining / .seconds(1))))
        }
    }

    private func taken<Value>(_ body: (inout State) -> Value?) -> Value? {
        guard let value = body(&state) else { return nil }
        // Another thread may wait for what was taken out.
        condition.broadcast()
        return value
    }
}

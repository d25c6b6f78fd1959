import Synchronization

/// The process's state: loading, ready, draining.
public final class Readiness: Sendable {
    private struct State {
        var canaryFailure: String? = "the canary has not been encoded yet"
        var isDraining = false
    }

    private let state = Mutex(State())

    public init() {}

    /// Why the canary failed, or nil once it was encoded.
    var canaryFailure: String? { state.withLock { $0.canaryFailure } }
    /// Whether the process accepts no more requests.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    public func canaryEnded(failure: String?) { state.withLock { $0.canaryFailure = failure } }
    public func drain() { state.withLock { $0.isDraining = true } }
}

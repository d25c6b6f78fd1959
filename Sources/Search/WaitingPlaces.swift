import Synchronization

/// Limits how many callers hold a thread while they wait; a client with a name may hold half of the places at most.
public final class WaitingPlaces: Sendable {
    private struct State {
        var total = 0
        var byClient: [String: Int] = [:]
    }

    private let limit: Int
    private let state = Mutex(State())

    public init(limit: Int) {
        self.limit = limit
    }

    /// Takes a place for a client.
    ///
    /// - Returns: false if none is free.
    public func take(for client: String) -> Bool {
        state.withLock { state in
            let taken = state.byClient[client, default: 0]
            guard state.total < limit, client.isEmpty || taken < max(1, limit / 2) else { return false }
            state.total += 1
            state.byClient[client] = taken + 1
            return true
        }
    }

    /// Gives a client's place back.
    public func leave(_ client: String) {
        state.withLock { state in
            state.total -= 1
            let taken = state.byClient[client, default: 1] - 1
            state.byClient[client] = taken == 0 ? nil : taken
        }
    }
}

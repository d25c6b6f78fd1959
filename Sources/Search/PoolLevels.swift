import Synchronization

/// The ``MatchLevels`` of a pool's rows, computed at its first search.
final class PoolLevels: Sendable {
    private let known = Mutex([MatchLevels]?.none)

    func levels(_ compute: () -> [MatchLevels]) -> [MatchLevels] {
        // Searches that come meanwhile would compute the same.
        known.withLock { known in
            if let known { return known }
            let levels = compute()
            known = levels
            return levels
        }
    }
}

import Synchronization

/// What the scores of a pool's pictures mean.
struct PoolScale: Sendable, Equatable {
    /// Those of each row.
    let levels: [MatchLevels]
    /// The share from which on a match is fair, at least ``leastFair``.
    let fair: Float

    /// Chosen on the demo's development sentences.
    static let leastFair: Float = 0.4
    /// A sentence that scores as the best captions do is never called weak.
    static let mostFair: Float = 1
    private static let strong: Float = 0.85

    func match(_ score: Float, row: Int) -> Match {
        let share = levels[row].share(of: score)
        return share < fair ? .weak : share < Self.strong ? .fair : .strong
    }

    /// The share that few of the captions that fit no picture of a pool reach.
    ///
    /// Most captions fit none, so the lower half of their best shares shows how those are distributed; the upper half,
    /// in which captions that fit are too, is taken to be its mirror image (an empirical null distribution: Efron 2004,
    /// "Large-scale simultaneous hypothesis testing: the choice of a null hypothesis"). The best of many pictures fits a
    /// sentence better by chance than the best of few, so this grows with the pool.
    ///
    /// - Parameter best: for each caption, the highest of its shares; not empty.
    static func fair(best: [Float]) -> Float {
        let sorted = best.sorted()
        let fair = 2 * sorted[sorted.count / 2] - sorted[sorted.count / 20]
        return min(max(leastFair, fair), mostFair)
    }
}

/// The ``PoolScale`` of a pool, computed at its first search.
final class KeptScale: Sendable {
    private let known = Mutex(PoolScale?.none)

    func scale(_ compute: () -> PoolScale) -> PoolScale {
        // Searches that come meanwhile would compute the same.
        known.withLock { known in
            if let known { return known }
            let scale = compute()
            known = scale
            return scale
        }
    }
}

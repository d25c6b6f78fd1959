import Synchronization

/// When a tag's listing may be asked for again: after pauses that double until asking again helps.
///
/// Without pauses, every tag would be asked for once a minute while the pictures' host refuses everything.
final class RelistPauses: Sendable {
    private struct Entry {
        var asked: Int
        var until: ContinuousClock.Instant
    }

    /// nil for never: the answer would be the same.
    private let first: Duration?
    private let entries = Mutex(RecentCache<PoolKey, Entry>(capacity: 4096))

    /// - Parameter first: how old a listing must be, and the first pause.
    init(first: Duration?) {
        self.first = first
    }

    func allow(_ key: PoolKey, _ listing: PoolListing) -> Bool {
        guard let first, listing.age >= first else { return false }
        return entries.withLock { ($0.value(for: key)?.until ?? .now) <= .now }
    }

    func asked(_ key: PoolKey) {
        guard let first else { return }
        entries.withLock { entries in
            let asked = (entries.value(for: key)?.asked ?? 0) + 1
            let pauses = DoublingPause(first: first * 2, longest: .seconds(3600))
            entries.insert(Entry(asked: asked, until: .now + pauses.after(asked)), for: key)
        }
    }

    func helped(_ key: PoolKey) {
        entries.withLock { $0.remove(key) }
    }
}

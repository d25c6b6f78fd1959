import Foundation
import Threads

/// The lock on a tag, which is renewed as long as its owner lives: that of a dead process ends after two seconds.
final class LockLease: Sendable {
    private struct State {
        var isOver = false
        var work: @Sendable () -> Void = {}
    }

    private let cache: PoolCache
    private let key: PoolKey
    private let token: String
    private let state = Monitor(State())

    /// Takes over a lock that was taken with the token.
    init(_ cache: PoolCache, _ key: PoolKey, token: String) {
        (self.cache, self.key, self.token) = (cache, key, token)
        Thread.start("pool-lock") { [state] in
            while state.wait(until: .after(PoolCache.lockLifetime / 4), for: { $0.isOver ? true : nil }) == nil {
                cache.renewLock(key, token: token)
                state.read { $0.work }()
            }
        }
    }

    /// Sets what to do with each renewal: several times a second, on a thread of the lock's own.
    func withEachRenewal(_ work: @escaping @Sendable () -> Void) {
        state.update { $0.work = work }
    }

    func end() {
        state.update { $0 = State(isOver: true) }
        cache.unlock(key, token: token)
    }
}

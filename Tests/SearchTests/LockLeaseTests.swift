import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct LockLeaseTests {
    private let lockKey = "descry:1:lock:test:30:tag"

    @Test("a load's lock expires soon, is renewed while the load goes on, and is released at its end")
    func renews() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(holdsList: true))
        let (service, pools) = service(source, cache: cache)
        let watch = Watch(source)
        Thread { _ = try? service.search(query(), deadline: .after(.seconds(60))) }.start()
        #expect(eventually { cache.lockLifetimes.withLock { $0.count } >= 3 })
        #expect(cache.lockLifetimes.withLock { $0.allSatisfy { $0 <= .seconds(2) } })
        #expect(cache.locks.withLock { $0[lockKey] } != nil)
        #expect(watch.isWaiting)
        source.release()
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        #expect(cache.locks.withLock { $0.isEmpty })
    }

    @Test("a process that waits for another's load does not wait for its slowest picture")
    func goesOn() throws {
        let cache = DictionaryCache()
        let slow = ListSource(.init(holdsFrom: 29))
        let watch = Watch(slow)
        let first = service(slow, cache: cache)
        #expect(try first.service.search(query(), deadline: .after(.seconds(600))).pool.rows.count == 29)
        let other = ListSource()
        let second = PoolStore(
            source: other, encoder: SeedEncoder(), cache: cache, limit: 30, listTimeout: .seconds(600),
            downloadTimeout: .seconds(600))
        let service = SearchService(pools: second, encoder: SeedEncoder())
        let result = try service.search(query(), deadline: .after(.seconds(600)))
        #expect(watch.isWaiting)
        #expect(result.pool.rows.count == 30)
        #expect(result.encodedPictures == 1)
        #expect(other.listCalls.load(ordering: .relaxed) == 0)
        #expect(other.downloads.load(ordering: .relaxed) == 1)
        slow.release()
        #expect(eventually { first.pools.statistics.poolsLoading == 0 })
    }
}

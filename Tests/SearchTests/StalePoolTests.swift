import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// Expired pools, while the source is unavailable.
@Suite struct StalePoolTests {
    private static let day = 24 * 3600.0

    private func search(_ service: SearchService) throws -> SearchResult {
        try service.search(query(), deadline: .after(.seconds(600)))
    }

    /// A cache with a pool whose listing has a given age.
    private func cache(age: Double, count: Int = 30) throws -> DictionaryCache {
        let cache = DictionaryCache()
        _ = try search(service(ListSource(.init(count: count)), cache: cache).service)
        try cache.ageListings(by: age)
        return cache
    }

    @Test(
        "are served from the shared cache, marked, and replaced as soon as the source answers",
        arguments: [
            SourceError.timedOut, .unavailable(detail: "HTTP 500"), .badAnswer(detail: "HTML"),
            .rateLimited(retryAfter: 5),
        ])
    func servesFromCache(error: SourceError) throws {
        let source = ListSource(.init(error: error))
        let (service, pools) = service(source, cache: try cache(age: 2 * Self.day))
        let stale = try search(service)
        #expect(stale.pool.isStale)
        #expect(!stale.pool.isComplete)
        #expect(stale.pool.rows.count == 30)
        #expect(stale.pool.age >= Int(2 * Self.day))
        #expect(stale.encodedPictures == 0)
        #expect(source.downloads.load(ordering: .relaxed) == 0)
        #expect(pools.statistics.staleLoads == 1)
        source.change { $0.error = nil }
        #expect(eventually { (try? search(service).pool.isStale) == false })
        let fresh = try search(service)
        #expect(fresh.pool.isComplete)
        #expect(fresh.pool.age < 3600)
    }

    @Test("are not served if the source answers, also with a limit for the client or a refusal")
    func prefersAnswers() throws {
        let (healthy, _) = service(ListSource(), cache: try cache(age: 2 * Self.day))
        #expect(try search(healthy).pool.isStale == false)
        for error in [SourceError.clientLimited(retryAfter: 3), .refused(detail: "wrong key")] {
            let source = ListSource(.init(error: error))
            #expect(throws: SearchError.source(error)) {
                try search(service(source, cache: try cache(age: 2 * Self.day)).service)
            }
        }
    }

    @Test("are kept for seven days, but not if they are empty", arguments: [(8.0, 30), (2.0, 0)])
    func ends(days: Double, count: Int) throws {
        let source = ListSource(.init(error: .timedOut))
        #expect(throws: SearchError.source(.timedOut)) {
            try search(service(source, cache: try cache(age: days * Self.day, count: count)).service)
        }
    }

    @Test("are served before the request to a source that hangs is cancelled")
    func doesNotWaitForSource() throws {
        let source = ListSource(.init(holdsList: true))
        let watch = Watch(source)
        let (service, pools) = service(source, cache: try cache(age: 2 * Self.day))
        #expect(try search(service).pool.isStale)
        #expect(watch.isWaiting)
        // Its later answer is used.
        source.release()
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        #expect(try search(service).pool.isStale == false)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
    }

    @Test("are served before another process's lock ends")
    func doesNotWaitForLock() throws {
        let cache = try cache(age: 2 * Self.day)
        cache.locks.withLock { $0["descry:1:lock:test:30:tag"] = "of a process that waits" }
        let source = ListSource(.init(holdsList: true))
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: cache, limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30))
        let watch = Watch(source)
        let service = SearchService(pools: pools, encoder: SeedEncoder())
        #expect(try search(service).pool.isStale)
        #expect(watch.isWaiting)
        source.release()
    }

    @Test("are served from memory if no cache has them")
    func servesFromMemory() throws {
        let cache = try cache(age: Self.day - 1)
        let source = ListSource(.init(error: .timedOut))
        let (service, _) = service(source, cache: cache)
        #expect(try search(service).pool.isStale == false)
        cache.values.withLock { $0 = [:] }
        #expect(eventually { (try? search(service).pool.isStale) == true })
        source.change { $0.error = nil }
        #expect(eventually { (try? search(service).pool.isStale) == false })
    }

    @Test("are served without requests to a source that failed")
    func sparesSource() throws {
        let source = ListSource(.init(error: .timedOut))
        let cache = try cache(age: 2 * Self.day)
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: cache, limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30), breakerPause: .seconds(600))
        let service = SearchService(pools: pools, encoder: SeedEncoder())
        for tag in ["one", "two", "three"] {
            #expect(throws: SearchError.source(.timedOut)) {
                try service.search(query(tag), deadline: .after(.seconds(60)))
            }
        }
        #expect(pools.statistics.sourceIsAway)
        let calls = source.listCalls.load(ordering: .relaxed)
        #expect(try search(service).pool.isStale)
        let error = #expect(throws: SearchError.self) {
            try service.search(query("four"), deadline: .after(.seconds(60)))
        }
        guard case .source(.paused(let seconds, _)) = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect((1...30).contains(seconds))
        #expect(source.listCalls.load(ordering: .relaxed) == calls)
    }
}

import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// When a source is asked for a tag's listing again.
@Suite struct RelistTests {
    @Test("most pictures are refused: the same search asks again")
    func relists() throws {
        let cache = DictionaryCache()
        let source = ListSource(relistInterval: .seconds(60))
        _ = try search(service(source, SeedEncoder(fingerprint: "one"), cache: cache).service)
        // Another model has no embeddings; the addresses of the listing have expired.
        source.change { $0.firstLiveListing = 2 }
        cache.values.withLock { values in values = values.filter { !$0.key.contains(":jpeg:") } }
        try cache.ageListings(by: 3600)
        let result = try search(service(source, SeedEncoder(fingerprint: "two"), cache: cache).service)
        #expect(result.pool.rows.count == 30)
        #expect(result.pool.skipped == 0)
        #expect(result.origin == .source)
        #expect(result.pictures.allSatisfy { $0.picture.url.contains("/2/") })
        #expect(lists(source) == 2)
    }

    @Test(
        "not for a new listing, nor for one of a folder",
        arguments: [Duration.seconds(60), nil])
    func keepsToRules(relistInterval: Duration?) {
        let source = ListSource(.init(firstLiveListing: 99), relistInterval: relistInterval)
        let cache = DictionaryCache()
        for _ in 0..<3 { #expect(throws: SearchError.self) { try search(service(source, cache: cache).service) } }
        #expect(lists(source) == 1)
    }

    @Test("not if only a few pictures are refused")
    func keepsListing() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(failing: Set(0..<10), failure: .refused(detail: "404")), relistInterval: .zero)
        _ = try search(service(source, cache: cache).service)
        let again = try search(service(source, cache: cache).service)
        #expect(again.pool.rows.count == 20)
        #expect(lists(source) == 1)
    }

    @Test("expired addresses of a pool in memory are noticed and replaced")
    func noticesDeadLinks() throws {
        let source = ListSource(relistInterval: .zero)
        let encoder = SeedEncoder()
        let (service, pools) = service(source, encoder, linkCheckInterval: .milliseconds(100))
        #expect(try search(service).pool.isComplete)
        source.change { $0.firstLiveListing = 2 }
        #expect(
            eventually {
                (try? search(service).pictures.allSatisfy { $0.picture.url.contains("/2/") }) == true
            })
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        // What was encoded is used again.
        #expect(encoder.encodedPictures.load(ordering: .relaxed) == 30)
        #expect(lists(source) == 2)
    }

    @Test("addresses that work are checked at times, and the source is not asked again")
    func sparesSource() throws {
        let source = ListSource(relistInterval: .zero)
        let (service, pools) = service(source, linkCheckInterval: .zero)
        for _ in 0..<5 {
            _ = try search(service)
            #expect(eventually { pools.statistics.poolsLoading == 0 })
        }
        #expect(lists(source) == 1)
        #expect((33...45).contains(downloads(source)))
    }

    @Test("if a later page fails, the pool has the other pages, says so, and asks again")
    func ranksParts() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(count: 20, shortfall: "page 2 of 2 failed"), relistInterval: .zero)
        let first = try search(service(source, cache: cache).service)
        #expect(first.pool.rows.count == 20)
        #expect(first.pool.shortfall == "page 2 of 2 failed")
        #expect(!first.pool.isComplete)
        source.change { ($0.count, $0.shortfall) = (30, nil) }
        // Another process finds the part, answers with it, and asks for the whole.
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: cache, limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30), retryPause: .zero, longestRetryPause: .zero)
        let other = SearchService(pools: pools, encoder: SeedEncoder())
        #expect(try search(other).pool.rows.count == 20)
        #expect(eventually { (try? search(other).pool.isComplete) == true })
        #expect(try search(other).pool.rows.count == 30)
        #expect(lists(source) == 2)
    }

    @Test("a smaller part does not replace a larger one")
    func keepsLargerPart() throws {
        let source = ListSource(.init(count: 20, shortfall: "page 2 failed"), relistInterval: .zero)
        let cache = DictionaryCache()
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: cache, limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30), retryPause: .zero, longestRetryPause: .zero)
        let service = SearchService(pools: pools, encoder: SeedEncoder())
        _ = try search(service)
        source.change { $0.count = 10 }
        #expect(try search(service).pool.rows.count == 20)
        #expect(eventually { pools.statistics.poolsLoading == 0 && lists(source) >= 2 })
        #expect(try search(service).pool.rows.count == 20)
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        // Nor for other processes.
        let kept = try #require(cache.values.withLock { $0["descry:1:pool:test:30:tag"] })
        let payload = try #require(CacheFrame.open(kept))
        let listing = try JSONDecoder().decode(PoolListing.self, from: Data(payload))
        #expect(listing.pictures.count == 20)
    }
}

import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// A refusal passes, and nothing that is kept makes it last.
@Suite struct RefusalTests {
    private func search(
        _ service: SearchService, _ tag: String = "tag"
    ) throws -> SearchResult {
        try service.search(query(tag), deadline: .after(.seconds(20)))
    }

    private func downloads(_ source: ListSource) -> Int { source.downloads.load(ordering: .relaxed) }

    private func lists(_ source: ListSource) -> Int { source.listCalls.load(ordering: .relaxed) }

    @Test(
        "is forgotten with the process: the next one asks for the pictures again",
        arguments: [
            SourceError.refused(detail: "HTTP 403"), .badAnswer(detail: "a web page"), .unavailable(detail: "HTTP 500"),
            .timedOut, .rateLimited(retryAfter: 1),
        ])
    func isNotCached(failure: SourceError) throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(count: 12, failing: Set(0..<12), failure: failure))
        #expect(throws: SearchError.self) { try search(service(source, cache: cache).service) }
        source.change { $0.failing = [] }
        let healed = try search(service(source, cache: cache).service)
        #expect(healed.pool.rows.count == 12)
        #expect(healed.pool.isComplete)
        #expect(lists(source) == 1)
    }

    @Test("is tried again after a pause, in the background where there is something to answer with")
    func healsInMemory() throws {
        let source = ListSource(.init(count: 12, failing: [1, 2], failure: .refused(detail: "HTTP 403")))
        let (service, _) = service(source, retryPause: .milliseconds(200))
        let first = try search(service)
        #expect(first.pool.rows.count == 10)
        #expect(!first.pool.isComplete)
        source.change { $0.failing = [] }
        #expect(eventually { (try? search(service).pool.isComplete) == true })
        #expect(downloads(source) == 14)
    }

    @Test("of all pictures is an error, which is not asked about again before its pause is over")
    func leavesHostAlone() throws {
        let source = ListSource(.init(count: 12, failing: Set(0..<12), failure: .refused(detail: "HTTP 403")))
        let (service, pools) = service(source, retryPause: .milliseconds(500))
        let error = try #require(throws: SearchError.self) { try search(service) }
        guard case .source(.unavailable(let detail)) = error else { return #expect(Bool(false)) }
        #expect(detail.contains("HTTP 403") && detail.contains("12"))
        #expect(throws: error) { try search(service) }
        #expect(downloads(source) == 12)
        #expect(pools.statistics.failedLoads == 1)
        source.change { $0.failing = [] }
        // Whoever asks after the pause waits for the pictures, and gets all of them at once.
        var answer: SearchResult?
        #expect(
            eventually {
                answer = try? search(service)
                return answer != nil
            })
        #expect(answer?.pool.rows.count == 12)
        #expect(lists(source) == 1)
        #expect(downloads(source) == 24)
    }

    @Test("in one keyword does not hide the picture from another for longer than its pause")
    func isShared() throws {
        let source = ListSource(.init(count: 12, failing: [3], failure: .refused(detail: "HTTP 403")))
        let (service, _) = service(source, retryPause: .milliseconds(200))
        #expect(try search(service, "one").pool.rows.count == 11)
        source.change { $0.failing = [] }
        #expect(try search(service, "two").pool.rows.count == 11)
        #expect(eventually { (try? search(service, "two").pool.rows.count) == 12 })
        #expect(eventually { (try? search(service, "one").pool.rows.count) == 12 })
    }

    @Test("of most pictures makes the listing old: it is asked for again, in the same search")
    func relists() throws {
        let cache = DictionaryCache()
        let source = ListSource(relistInterval: .seconds(60))
        _ = try search(service(source, SeedEncoder(fingerprint: "one"), cache: cache).service)
        // Another model knows no embedding; the addresses of the listing have died meanwhile.
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

    @Test("makes no listing old that came a moment ago, nor one of a folder", arguments: [Duration.seconds(60), nil])
    func keepsToRules(relistInterval: Duration?) {
        let source = ListSource(.init(firstLiveListing: 99), relistInterval: relistInterval)
        let cache = DictionaryCache()
        for _ in 0..<3 { #expect(throws: SearchError.self) { try search(service(source, cache: cache).service) } }
        #expect(lists(source) == 1)
    }

    @Test("of a few pictures leaves the listing as it is")
    func keepsListing() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(failing: Set(0..<10), failure: .refused(detail: "404")), relistInterval: .zero)
        _ = try search(service(source, cache: cache).service)
        let again = try search(service(source, cache: cache).service)
        #expect(again.pool.rows.count == 20)
        #expect(lists(source) == 1)
    }

    @Test("links that die under a pool in memory are noticed, and the pool gets new ones")
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

    @Test("links that live are looked at now and then, and the source is not asked again")
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

    @Test("a page that fails after others came costs only itself, is said, and is asked for again")
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

    @Test("bytes that are not all there are asked for again; so are bytes in the cache that do not decode")
    func refetchesCutPictures() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(count: 3, cut: [1]))
        #expect(try search(service(source, cache: cache).service).pool.rows.count == 2)
        source.change { $0.cut = [] }
        #expect(try search(service(source, cache: cache).service).pool.rows.count == 3)

        cache.values.withLock { values in
            values = values.filter { !$0.key.contains(":embedding:") }
            values["descry:1:jpeg:test:test:1"] = CacheFrame.seal(SeedEncoder.damagedJPEG)
        }
        let (service, _) = service(source, cache: cache, retryPause: .zero)
        #expect(try search(service).pool.rows.count == 2)
        #expect(eventually { (try? search(service).pool.rows.count) == 3 })
    }

    @Test("every picture left out is reported once with its reason, and counted by reason")
    func reports() throws {
        let reported = Failures()
        let source = ListSource(
            .init(failing: [1, 2], failure: .refused(detail: "HTTP 403"), damaged: [5], cut: [7]))
        let (service, pools) = service(source, retryPause: .zero, report: reported)
        for _ in 0..<3 {
            _ = try search(service)
            #expect(eventually { pools.statistics.poolsLoading == 0 })
        }
        #expect(reported.all.map(\.id).sorted() == ["test:1", "test:2", "test:5", "test:7"])
        let reasons = Dictionary(uniqueKeysWithValues: reported.all.map { ($0.id, $0.failure.reason) })
        #expect(
            reasons == ["test:1": .refused, "test:2": .refused, "test:5": .damaged, "test:7": .badAnswer])
        #expect(pools.statistics.leftOut[.refused] ?? 0 >= 2)
        #expect(pools.statistics.leftOut[.damaged] ?? 0 >= 1)
    }

    @Test("a host that refuses everything is left alone more and more, listed again or not, and is news once")
    func staysCalm() throws {
        let reported = Failures()
        let source = ListSource(.init(count: 12, firstLiveListing: 99), relistInterval: .zero)
        let (service, pools) = service(source, retryPause: .milliseconds(20), report: reported)
        let start = ContinuousClock.now
        while ContinuousClock.now < start + .seconds(2) {
            #expect(throws: SearchError.self) { try search(service) }
            #expect(eventually { pools.statistics.poolsLoading == 0 })
        }
        #expect(reported.all.count == 12)
        // Pauses of 20, 40, … ms fit into two seconds six times, each with a listing of its own.
        #expect(downloads(source) <= 2 * 12 * 9)
        #expect(lists(source) <= 10)
    }

    @Test("damaged bytes that are the same again ten minutes later are a fact; other bytes are tried")
    func confirmsDamage() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(count: 3, damaged: [1]))
        func processDownloads() throws -> Int {
            let before = downloads(source)
            #expect(try search(service(source, cache: cache).service).pool.skipped == 1)
            return downloads(source) - before
        }
        /// Makes the mark older, as if the picture had been tried that long ago.
        func age(by seconds: Double) throws {
            try cache.values.withLock { values in
                let key = "descry:1:embedding:seed:test:test:1"
                let value = try #require(values[key])
                let payload = try #require(CacheFrame.open(value))
                let object = try JSONSerialization.jsonObject(with: Data(payload))
                var json = try #require(object as? [String: Any])
                json["seen"] = try #require(json["seen"] as? Double) - seconds
                let older = try JSONDecoder().decode(
                    DamageMark.self, from: JSONSerialization.data(withJSONObject: json))
                values[key] = CacheFrame.seal(try #require(older.payload))
            }
        }
        #expect(try processDownloads() == 3)
        #expect(try processDownloads() == 0)
        try age(by: 700)
        #expect(try processDownloads() == 1)
        try age(by: 80_000)
        #expect(try processDownloads() == 0)
        try age(by: 10_000)
        source.change { $0.damaged = [] }
        #expect(try search(service(source, cache: cache).service).pool.skipped == 0)
    }

    @Test("pools that are refreshed leave places to new keywords")
    func leavesPlaces() throws {
        let source = ListSource(.init(count: 4, failing: [3]))
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: DictionaryCache(), limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30), maximumLoads: 2, retryPause: .zero)
        let service = SearchService(pools: pools, encoder: SeedEncoder())
        for tag in ["one", "two"] {
            _ = try search(service, tag)
            #expect(eventually { pools.statistics.poolsLoading == 0 })
        }
        source.change { ($0.holdsFrom, $0.failing) = (3, []) }
        for tag in ["one", "two"] { _ = try search(service, tag) }
        #expect(eventually { pools.statistics.poolsLoading == 1 })
        // Whoever is held is held by the picture 3, so the new keyword has fewer.
        source.change { $0.count = 3 }
        #expect(try search(service, "three").pool.rows.count == 3)
        source.release()
        #expect(eventually { pools.statistics.poolsLoading == 0 })
    }
}

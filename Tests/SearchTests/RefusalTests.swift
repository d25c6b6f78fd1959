import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// A refusal is temporary.
@Suite struct RefusalTests {
    @Test(
        "is not known to other processes: they try the pictures again",
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

    @Test("is tried again after a pause, in the background if there are other pictures")
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

    @Test("of all pictures is an error, and they are not tried again before the pause is over")
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
        // A search after the pause waits for all pictures.
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

    @Test("for one tag delays the picture for another tag by no more than the pause")
    func isShared() throws {
        let source = ListSource(.init(count: 12, failing: [3], failure: .refused(detail: "HTTP 403")))
        let (service, _) = service(source, retryPause: .milliseconds(200))
        #expect(try search(service, "one").pool.rows.count == 11)
        source.change { $0.failing = [] }
        #expect(try search(service, "two").pool.rows.count == 11)
        #expect(eventually { (try? search(service, "two").pool.rows.count) == 12 })
        #expect(eventually { (try? search(service, "one").pool.rows.count) == 12 })
    }

    @Test("incomplete bytes are downloaded again; so are bytes in the cache that cannot be decoded")
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

    @Test("a host that refuses everything is tried after longer and longer pauses, and reported once")
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

    @Test("bytes that are damaged again ten minutes later are marked for a day; other bytes are tried")
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

    @Test("refreshes leave places for new tags")
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
        // Refreshes are held by picture 3, so the new tag has fewer pictures.
        source.change { $0.count = 3 }
        #expect(try search(service, "three").pool.rows.count == 3)
        source.release()
        #expect(eventually { pools.statistics.poolsLoading == 0 })
    }
}

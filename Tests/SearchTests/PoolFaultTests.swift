import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct PoolFaultTests {
    @Test("damaged pictures and failed downloads are skipped and counted, the rest is ranked")
    func skips() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(failing: [3, 4], damaged: [7]))
        let result = try service(source, cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.pool.rows.count == 27)
        #expect(result.pool.skipped == 3)

        // Another process tries the failed ones again, but not the damaged one.
        let healthy = ListSource()
        let again = try service(healthy, cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        #expect(again.pool.rows.count == 29)
        #expect(again.pool.skipped == 1)
        #expect(again.encodedPictures == 2)
        #expect(healthy.downloads.load(ordering: .relaxed) == 2)
    }

    @Test(
        "the source's errors are thrown and never cached",
        arguments: [
            SourceError.rateLimited(retryAfter: 7), .timedOut, .unavailable(detail: "x"), .badAnswer(detail: "y"),
        ])
    func handsOnErrors(error: SourceError) throws {
        let source = ListSource(.init(error: error))
        let (service, pools) = service(source)
        #expect(throws: SearchError.source(error)) { try service.search(query(), deadline: .after(.seconds(5))) }
        source.behaviour.withLock { $0.error = nil }
        #expect(try service.search(query(), deadline: .after(.seconds(20))).pool.rows.count == 30)
        #expect(pools.statistics.failedLoads == 1)
    }

    @Test("a listing of more pictures than a pool has, or of too many bytes, is a miss", arguments: [true, false])
    func refusesLongListing(hasMorePictures: Bool) throws {
        let cache = DictionaryCache()
        _ = try service(ListSource(), cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        try cache.values.withLock { values in
            let key = try #require(values.keys.first { $0.hasPrefix("descry:1:pool:") })
            let payload = try #require(values[key].flatMap(CacheFrame.open))
            var listing = try JSONDecoder().decode(PoolListing.self, from: Data(payload))
            if hasMorePictures {
                listing = PoolListing(answered: listing.answered, pictures: listing.pictures + [listing.pictures[0]])
            }
            // JSON allows white space at its end.
            let padding = [UInt8](repeating: UInt8(ascii: " "), count: hasMorePictures ? 0 : 16 << 20)
            values[key] = CacheFrame.seal(Array(try JSONEncoder().encode(listing)) + padding)
        }
        let (service, pools) = service(ListSource(), cache: cache)
        let result = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.origin == .source)
        #expect(result.pool.pictures.count == 30)
        #expect(pools.statistics.unreadableValues == 1)
    }

    @Test("if no picture can be fetched, the source has failed")
    func failsWithoutPictures() {
        let source = ListSource(.init(count: 5, failing: [0, 1, 2, 3, 4]))
        let error = #expect(throws: SearchError.self) {
            try service(source).service.search(query(), deadline: .after(.seconds(5)))
        }
        guard case .source(.unavailable) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("if all pictures are damaged or did not arrive, there is no answer")
    func failsWithoutUsablePictures() {
        let source = ListSource(.init(count: 3, failing: [1, 2], damaged: [0]))
        #expect(throws: SearchError.self) { try service(source).service.search(query(), deadline: .after(.seconds(5))) }
    }

    @Test("if all pictures are damaged, the answer is empty")
    func answersAllDamaged() throws {
        let source = ListSource(.init(count: 3, damaged: [0, 1, 2]))
        let result = try service(source).service.search(query(), deadline: .after(.seconds(5)))
        #expect(result.pictures.isEmpty)
        #expect(result.pool.skipped == 3)
    }

    @Test("pictures that are too large are left out for that reason, in every process; if all are, there is no answer")
    func leavesOutLargePictures() throws {
        let cache = DictionaryCache()
        let source = ListSource(.init(count: 3, tooLarge: [1]))
        for _ in 0..<2 {
            let reported = Failures()
            let (service, _) = service(source, cache: cache, report: reported)
            let pool = try service.search(query(), deadline: .after(.seconds(5))).pool
            #expect(pool.rows.count == 2)
            #expect(pool.isComplete)
            #expect(reported.all.map(\.failure) == [PictureFailure(.tooLarge, detail: "it has 50 megapixels")])
        }
        #expect(source.downloads.load(ordering: .relaxed) == 3)
        let other = ListSource(.init(count: 3, tooLarge: [0, 1, 2]))
        let error = #expect(throws: SearchError.self) {
            try service(other).service.search(query(), deadline: .after(.seconds(5)))
        }
        guard case .source(.unavailable(let detail)) = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(detail.contains("50 megapixels"))
    }

    @Test("an incomplete pool is answered at once, and what is missing is loaded in the background")
    func completesPools() throws {
        let source = ListSource(.init(failing: [3, 4]))
        let encoder = SeedEncoder()
        let (service, pools) = service(source, encoder, retryPause: .zero)
        #expect(try service.search(query(), deadline: .after(.seconds(20))).pool.rows.count == 28)
        // A retry that fails leaves the pool as it is.
        #expect(try service.search(query(), deadline: .after(.seconds(20))).pool.rows.count == 28)
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        source.behaviour.withLock { $0.failing = [] }
        let result = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.origin == .memory)
        #expect(
            eventually {
                (try? service.search(query(), deadline: .after(.seconds(20))).pool.rows.count) == 30
            })
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
        #expect(encoder.encodedPictures.load(ordering: .relaxed) == 30)
    }

    @Test("a search does not wait long for the lock of a dead process")
    func outlivesLocks() throws {
        let cache = DictionaryCache()
        cache.locks.withLock { $0["descry:1:lock:test:30:tag"] = "of a dead process" }
        let result = try service(ListSource(), cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.pool.rows.count == 30)
        #expect(cache.locks.withLock { $0.count } == 1)
    }

    @Test("when too many wait for slow pools the next search is refused, and warm pools are answered")
    func leavesThreadsToWarmPools() throws {
        let source = ListSource()
        let (service, _) = service(source, maximumWaiting: 2)
        _ = try service.search(query("warm"), deadline: .after(.seconds(20)))
        source.behaviour.withLock { $0.holdsList = true }
        let slow = Counter()
        let searches = (0..<2).map { try! SearchQuery(tag: "slow \($0)", text: "x") }
        let waiting = Thread {
            inParallel(2) { index in
                if (try? service.search(searches[index], deadline: .after(.seconds(20)))) != nil { slow.add(1) }
            }
        }
        waiting.start()
        #expect(eventually { source.listCalls.load(ordering: .relaxed) == 3 })
        #expect(throws: SearchError.overloaded) { try service.search(query("slow 0"), deadline: .after(.seconds(20))) }
        #expect(try service.search(query("warm"), deadline: .after(.seconds(20))).origin == .memory)
        source.release()
        #expect(eventually { slow.count == 2 })
    }

    @Test("a request whose deadline has passed starts nothing")
    func startsNothingLate() {
        let source = ListSource()
        #expect(throws: SearchError.overloaded) {
            try service(source).service.search(query(), deadline: Deadline(at: .now - .seconds(1)))
        }
        #expect(source.listCalls.load(ordering: .relaxed) == 0)
    }

    @Test("a listing with an absurd date is a miss", arguments: [-1e300, 1e300, -1e9, 3600])
    func survivesAbsurdDates(offset: Double) throws {
        let cache = DictionaryCache()
        let date = Date(timeIntervalSinceReferenceDate: Date().timeIntervalSinceReferenceDate + offset)
        let json = try JSONEncoder().encode(PoolListing(answered: date, pictures: [.sample(1)]))
        cache.set([("descry:1:pool:test:30:tag", CacheFrame.seal(Array(json)))], lifetime: .seconds(1))
        let result = try service(ListSource(), cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.origin == .source)
    }
}

import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct SearchServiceTests {
    @Test("a cold search asks the source; a second one encodes nothing and asks neither source nor cache")
    func answersFromMemory() throws {
        let source = ListSource()
        let encoder = SeedEncoder()
        let (service, pools) = service(source, encoder)
        let cold = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(cold.origin == .source)
        #expect(cold.encodedPictures == 30)
        #expect(cold.pictures.count == 10)
        #expect(cold.pool.rows.count == 30)

        let warm = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(warm.origin == .memory)
        #expect(warm.encodedPictures == 0)
        #expect(warm.pictures == cold.pictures)
        #expect(encoder.encodedTexts.load(ordering: .relaxed) == 1)
        #expect(encoder.encodedPictures.load(ordering: .relaxed) == 30)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
        #expect(pools.statistics.memoryHits == 1)
    }

    @Test("what is in memory is neither read from the cache nor encoded")
    func leavesCacheAlone() throws {
        let cache = DictionaryCache()
        let encoder = SeedEncoder()
        let (service, _) = service(ListSource(), encoder, cache: cache)
        _ = try service.search(query(), deadline: .after(.seconds(20)))
        let calls = cache.calls.load(ordering: .relaxed)
        #expect(calls > 0)
        _ = try service.search(query(), deadline: .after(.seconds(20)))
        _ = try service.search(query("tag", "another sentence"), deadline: .after(.seconds(20)))
        #expect(cache.calls.load(ordering: .relaxed) == calls)
        #expect(encoder.encodedTexts.load(ordering: .relaxed) == 2)
    }

    @Test("a sentence of fifty searches at the same time is encoded once")
    func encodesOnce() throws {
        let encoder = SeedEncoder()
        let (service, _) = service(ListSource(), encoder)
        _ = try service.search(query(), deadline: .after(.seconds(20)))
        encoder.holdTexts(true)
        let (begun, answered) = (Counter(), Counter())
        let other = query("tag", "another sentence")
        let everyone = Thread {
            inParallel(50) { _ in
                begun.add(1)
                if (try? service.search(other, deadline: .after(.seconds(20)))) != nil { answered.add(1) }
            }
        }
        everyone.start()
        #expect(eventually { begun.count == 50 && encoder.encodedTexts.load(ordering: .relaxed) == 2 })
        // So that those that have begun wait.
        Thread.sleep(forTimeInterval: 0.1)
        encoder.holdTexts(false)
        #expect(eventually { answered.count == 50 })
        #expect(encoder.encodedTexts.load(ordering: .relaxed) == 2)
    }

    @Test("a caller that waits for the sentence of another is not bound by the other's deadline")
    func outlivesOthersDeadlines() throws {
        let encoder = SeedEncoder()
        let (service, _) = service(ListSource(), encoder)
        _ = try service.search(query(), deadline: .after(.seconds(20)))
        encoder.holdTexts(true)
        let other = query("tag", "another sentence")
        let answered = Counter()
        let hasty = Thread { _ = try? service.search(other, deadline: .after(.milliseconds(500))) }
        hasty.start()
        #expect(eventually { encoder.encodedTexts.load(ordering: .relaxed) == 2 })
        let patient = Thread {
            if (try? service.search(other, deadline: .after(.seconds(20)))) != nil { answered.add(1) }
        }
        patient.start()
        #expect(eventually { encoder.encodedTexts.load(ordering: .relaxed) == 3 })
        encoder.holdTexts(false)
        #expect(eventually { answered.count == 1 })
    }

    @Test("another process finds pool and embeddings in the shared cache, with the same ranking")
    func answersFromCache() throws {
        let cache = DictionaryCache()
        let first = try service(ListSource(), cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        let source = ListSource()
        let encoder = SeedEncoder()
        let second = try service(source, encoder, cache: cache).service.search(
            query(), deadline: .after(.seconds(20)))
        #expect(second.origin == .cache)
        #expect(second.encodedPictures == 0)
        #expect(second.pictures.map(\.picture) == first.pictures.map(\.picture))
        #expect(source.listCalls.load(ordering: .relaxed) == 0)
        #expect(source.downloads.load(ordering: .relaxed) == 0)
        #expect(encoder.encodedPictures.load(ordering: .relaxed) == 0)
    }

    @Test("another model encodes again, from the bytes in the cache")
    func separatesModels() throws {
        let cache = DictionaryCache()
        _ = try service(ListSource(), cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        let source = ListSource()
        let other = SeedEncoder(fingerprint: "other")
        let result = try service(source, other, cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.encodedPictures == 30)
        #expect(source.downloads.load(ordering: .relaxed) == 0)
    }

    @Test("reports of progress are not part of the wait: the request has its turn for them")
    func reportsInTurn() throws {
        final class Turn: WaitObserver {
            let waits = Atomic(0)
            func waitBegins() { waits.add(1, ordering: .relaxed) }
            func waitEnds() { waits.subtract(1, ordering: .relaxed) }
        }
        let turn = Turn()
        var reports = 0
        _ = try service(ListSource()).service.search(query(), deadline: .after(.seconds(20)), waits: turn) { progress in
            let waits = turn.waits.load(ordering: .relaxed)
            #expect(waits == 0)
            reports += 1
            return progress.result() != nil
        }
        #expect(reports > 0)
        let waits = turn.waits.load(ordering: .relaxed)
        #expect(waits == 0)
    }

    @Test("a damaged value in the cache is a miss, counted and overwritten")
    func survivesRubbish() throws {
        let cache = DictionaryCache()
        _ = try service(ListSource(), cache: cache).service.search(query(), deadline: .after(.seconds(20)))
        let good = cache.values.withLock { $0 }
        cache.values.withLock { values in for key in values.keys { values[key] = Array("rubbish".utf8) } }
        let (service, pools) = service(ListSource(), cache: cache)
        let result = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.origin == .source)
        #expect(result.pool.rows.count == 30)
        #expect(pools.statistics.unreadableValues > 0)
        #expect(cache.values.withLock { Set($0.keys) } == Set(good.keys))
        #expect(cache.values.withLock { $0.values.allSatisfy { CacheFrame.open($0) != nil } })
    }

    @Test("fifty equal cold searches at once are one load")
    func loadsOnce() {
        let source = ListSource(.init(listDelay: 0.1))
        let (service, pools) = service(source)
        let failures = Counter()
        let query = query()
        inParallel(50) { _ in
            let result = try? service.search(query, deadline: .after(.seconds(20)))
            if result?.pool.rows.count != 30 { failures.add(1) }
        }
        #expect(failures.count == 0)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
        #expect(source.downloads.load(ordering: .relaxed) == 30)
        #expect(pools.statistics.sourceLoads == 1)
    }

    @Test("two processes with one cache ask the source once")
    func locksAcrossProcesses() {
        let cache = DictionaryCache()
        let source = ListSource(.init(listDelay: 0.2))
        let services = [service(source, cache: cache).service, service(source, cache: cache).service]
        let ranked = Counter()
        let query = query()
        inParallel(2) { index in
            let result = try? services[index].search(query, deadline: .after(.seconds(20)))
            ranked.add(result?.pool.rows.count ?? 0)
        }
        #expect(ranked.count == 60)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
        #expect(cache.locks.withLock { $0.isEmpty })
    }

    @Test("at the deadline what has arrived is ranked, and loading goes on")
    func ranksPartially() throws {
        let source = ListSource(.init(holdsFrom: 12))
        let (service, _) = service(source)
        let partial = try service.search(query(), deadline: .after(.seconds(2)))
        #expect(partial.pool.pictures.count == 30)
        #expect(partial.pool.rows.count == 12)
        source.release()
        let whole = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(whole.pool.rows.count == 30)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
    }

    @Test("a caller whose deadline passes before a picture arrived gets a time-out, and loading goes on")
    func timesOut() throws {
        let source = ListSource(.init(holdsList: true))
        let (service, _) = service(source)
        #expect(throws: SearchError.source(.timedOut)) {
            try service.search(query(), deadline: .after(.milliseconds(50)))
        }
        source.release()
        let result = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(result.pool.rows.count == 30)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
    }

    @Test("a tag without pictures is an empty answer")
    func answersEmpty() throws {
        let result = try service(ListSource(.init(count: 0))).service.search(query(), deadline: .after(.seconds(5)))
        #expect(result.pictures.isEmpty)
        #expect(result.pool.pictures.isEmpty)
    }

    @Test("progress is reported up to the end")
    func reportsProgress() throws {
        var seen: [PoolProgress] = []
        let source = ListSource(.init(damaged: [1]))
        var rankings: [SearchResult] = []
        let result = try service(source).service.search(query(), deadline: .after(.seconds(20))) { progress in
            seen.append(progress.pool)
            rankings += [progress.result()].compactMap(\.self)
            return true
        }
        #expect(rankings.last?.pictures == result.pictures)
        #expect(seen.last == PoolProgress(size: 30, ranked: 29, skipped: 1))
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.ranked <= $1.ranked })
        #expect(seen.count > 1)
    }

    @Test("a search that is cancelled ends, and loading goes on")
    func abandons() throws {
        let source = ListSource(.init(holdsFrom: 5))
        let (service, pools) = service(source)
        #expect(throws: SearchError.cancelled) {
            try service.search(query(), deadline: .after(.seconds(20))) { $0.pool.ranked < 5 }
        }
        source.release()
        #expect(eventually { pools.statistics.poolsInMemory == 1 })
        #expect(try service.search(query(), deadline: .after(.seconds(20))).pool.rows.count == 30)
    }
}

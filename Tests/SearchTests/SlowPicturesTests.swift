import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// A picture that does not arrive delays no search; a search that waited for it would end only with the watch.
@Suite struct SlowPicturesTests {
    private static let far = Deadline.after(.seconds(600))

    @Test("of a pool is left out of the answer, and added to the pool later", arguments: [2, 5, 30])
    func isLeftOut(count: Int) throws {
        let source = ListSource(.init(count: count, holdsFrom: count - 1))
        let watch = Watch(source)
        let (service, pools) = service(source)
        let first = try service.search(query(), deadline: Self.far)
        #expect(watch.isWaiting)
        #expect(first.pool.rows.count == count - 1)
        #expect(first.pool.skipped == 0)
        #expect(!first.pool.isComplete)
        // A later search does not wait for it either.
        #expect(try service.search(query(), deadline: Self.far).pool.rows.count == count - 1)
        #expect(watch.isWaiting)
        source.release()
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        let whole = try service.search(query(), deadline: Self.far)
        #expect(whole.pool.isComplete)
        #expect(whole.pool.rows.count == count)
        #expect(source.listCalls.load(ordering: .relaxed) == 1)
    }

    @Test("is left out of a stream's last event")
    func endsStream() throws {
        let source = ListSource(.init(holdsFrom: 29))
        let watch = Watch(source)
        var reports = 0
        let result = try service(source).service.search(query(), deadline: Self.far) { _ in
            reports += 1
            return true
        }
        #expect(watch.isWaiting)
        #expect(reports > 0)
        #expect(result.pool.rows.count == 29)
        source.release()
    }

    @Test("does not delay reports: the last one before a pause has all other pictures")
    func reportsLastChange() throws {
        let source = ListSource(.init(holdsFrom: 15))
        let watch = Watch(source)
        #expect(throws: SearchError.cancelled) {
            try service(source).service.search(query(), deadline: Self.far) { $0.pool.ranked < 15 }
        }
        #expect(watch.isWaiting)
        source.release()
    }

    @Test("of a known pool, whose other embeddings are in the cache, is left out")
    func isLeftOutOfCachedPool() throws {
        let cache = DictionaryCache()
        let failing = ListSource(.init(failing: [29]))
        _ = try service(failing, cache: cache).service.search(query(), deadline: Self.far)
        let source = ListSource(.init(holdsFrom: 29))
        let watch = Watch(source)
        let result = try service(source, cache: cache).service.search(query(), deadline: Self.far)
        #expect(watch.isWaiting)
        #expect(result.pool.rows.count == 29)
        source.release()
    }

    @Test("half of the pictures are answered without the other half")
    func leavesOutHalf() throws {
        let source = ListSource(.init(holdsFrom: 15))
        let watch = Watch(source)
        let result = try service(source).service.search(query(), deadline: Self.far)
        #expect(watch.isWaiting)
        #expect(result.pool.rows.count == 15)
        source.release()
    }
}

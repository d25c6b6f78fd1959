import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// A source whose answers have changed their form.
@Suite struct ChangedSourceTests {
    @Test("is an error, counted and reported, and not cached")
    func isError() throws {
        let reported = Failures()
        let cache = DictionaryCache()
        let source = ListSource(.init(count: 0, rejected: 30))
        let (service, pools) = service(source, cache: cache, report: reported)
        for _ in 0..<2 {
            let error = #expect(throws: SearchError.self) {
                try service.search(query(), deadline: .after(.seconds(20)))
            }
            guard case .source(.badAnswer(let detail)) = error else { return #expect(Bool(false), "\(error as Any)") }
            #expect(detail.contains("could not be read: none of its 30 pictures") && detail.contains("no address"))
        }
        #expect(reported.all.map(\.failure.reason) == Array(repeating: .badListing, count: 30))
        #expect(pools.statistics.leftOut[.badListing] == 60)
        #expect(cache.values.withLock { $0.isEmpty })
        source.change { ($0.count, $0.rejected) = (30, 0) }
        #expect(try service.search(query(), deadline: .after(.seconds(20))).pool.isComplete)
    }

    @Test("for most pictures makes the listing a part, which is asked for again")
    func isPart() throws {
        let source = ListSource(.init(count: 10, rejected: 20), relistInterval: .zero)
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: DictionaryCache(), limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30), retryPause: .zero, longestRetryPause: .zero)
        let service = SearchService(pools: pools, encoder: SeedEncoder())
        let first = try service.search(query(), deadline: .after(.seconds(20)))
        #expect(first.pool.rows.count == 10)
        #expect(first.pool.shortfall == "20 of 30 pictures in the answer could not be read.")
        #expect(!first.pool.isComplete)
        source.change { ($0.count, $0.rejected) = (30, 0) }
        #expect(
            eventually { (try? service.search(query(), deadline: .after(.seconds(20))).pool.isComplete) == true })
    }

    @Test("for a few pictures leaves out these pictures", arguments: [1, 10])
    func isMinor(rejected: Int) throws {
        let source = ListSource(.init(count: 10, rejected: rejected))
        let pool = try service(source).service.search(query(), deadline: .after(.seconds(20))).pool
        #expect(pool.shortfall == nil)
        #expect(pool.isComplete)
    }
}

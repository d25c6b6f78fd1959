import Foundation
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// The shares of clients.
@Suite struct ClientShareTests {
    private func search(
        _ service: SearchService, _ tag: String, for client: String
    ) -> Result<SearchResult, SearchError> {
        Result { () throws(SearchError) in
            try service.search(query(tag), for: Caller(client: client), deadline: .after(.seconds(60)))
        }
    }

    @Test("a client's loads that hang are at most half of what the others have left")
    func loads() throws {
        let source = ListSource(.init(count: 3, holdsList: true))
        let pools = PoolStore(
            source: source, encoder: SeedEncoder(), cache: DictionaryCache(), limit: 30, listTimeout: .seconds(60),
            downloadTimeout: .seconds(60), maximumLoads: 4)
        let service = SearchService(pools: pools, encoder: SeedEncoder())
        let answered = Counter()
        func start(_ tag: String, for client: String) {
            let before = pools.statistics.poolsLoading
            Thread {
                if case .success = self.search(service, tag, for: client) { answered.add(1) }
            }.start()
            #expect(eventually { pools.statistics.poolsLoading == before + 1 })
        }
        start("a1", for: "a")
        start("a2", for: "a")
        #expect(throws: SearchError.clientOverloaded(loads: 2)) { try search(service, "a3", for: "a").get() }
        start("b1", for: "b")
        #expect(throws: SearchError.clientOverloaded(loads: 1)) { try search(service, "b2", for: "b").get() }
        start("c1", for: "c")
        #expect(throws: SearchError.overloaded) { try search(service, "d1", for: "d").get() }
        // Joining a load takes no place.
        Thread {
            if case .success = self.search(service, "b1", for: "a") { answered.add(1) }
        }.start()
        #expect(eventually { pools.statistics.joinedLoads == 1 })
        source.release()
        #expect(eventually { answered.count == 5 })
        #expect(eventually { pools.statistics.poolsLoading == 0 })
        #expect(try search(service, "a3", for: "a").get().pool.rows.count == 3)
    }

    @Test("a client that waits for another client's load is not refused because of that client's share")
    func limits() throws {
        let source = ListSource(.init(limitedClients: ["a"], holdsList: true))
        let (service, pools) = service(source)
        let first = Mutex<Result<SearchResult, SearchError>?>(nil)
        let second = Mutex<Result<SearchResult, SearchError>?>(nil)
        Thread {
            let result = self.search(service, "tag", for: "a")
            first.withLock { $0 = result }
        }.start()
        #expect(eventually { pools.statistics.poolsLoading == 1 })
        Thread {
            let result = self.search(service, "tag", for: "b")
            second.withLock { $0 = result }
        }.start()
        #expect(eventually { pools.statistics.joinedLoads == 1 })
        source.release()
        #expect(eventually { first.withLock { $0 != nil } && second.withLock { $0 != nil } })
        #expect(throws: SearchError.source(.clientLimited(retryAfter: 7))) { try first.withLock { $0 }?.get() }
        #expect(try second.withLock { $0 }?.get().pool.rows.count == 30)
    }
}

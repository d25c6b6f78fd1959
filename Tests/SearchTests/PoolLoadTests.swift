import Foundation
import Ranking
import Synchronization
import Testing
import Threads

@testable import Search

@Suite struct PoolLoadTests {
    /// A load that answers with an expired pool after ten minutes.
    private func load() -> PoolLoad {
        let load = PoolLoad(source: "test", dimension: 1, client: "")
        let picture = Picture(
            id: "test:1", url: "/1", pageURL: nil, credit: nil, alt: "", width: 1, height: 1)
        let pool = ImagePool(
            source: "test", pictures: [picture], embeddings: [Embedding([1])], skipped: 0, dimension: 1,
            answered: .distantPast)
        load.offer(pool.expired(), at: .now + .seconds(600))
        return load
    }

    @Test("a caller that waits for an expired pool is answered earlier if the process has to end")
    func endsAtLimit() throws {
        let load = load()
        let limit = DeadlineLimit()
        let hasGivenUp = Atomic(false)
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: 0.3)
            limit.set(.now)
            Thread.sleep(forTimeInterval: 30)
            // A test that waits in vain has to fail, not hang.
            hasGivenUp.store(true, ordering: .relaxed)
            load.finish(.failure(.overloaded))
        }
        let deadline = Deadline(at: .now + .seconds(600), limit: limit)
        let snapshot = try load.pool(by: deadline, reports: false) { _ in true }
        #expect(snapshot.pool.isStale)
        let wasInTime = !hasGivenUp.load(ordering: .relaxed)
        #expect(wasInTime)
    }
}

import Foundation
import TestSupport
import Testing

@testable import Search

@Suite struct RelistPausesTests {
    private let key = PoolKey(source: "test", limit: 30, tag: "tag")
    private let other = PoolKey(source: "test", limit: 30, tag: "other")

    private func listing(age: Double) -> PoolListing {
        PoolListing(answered: Date(timeIntervalSinceNow: -age), pictures: [.sample(1)])
    }

    @Test("a listing is asked for again when it is old enough, and then after a pause")
    func pauses() {
        let pauses = RelistPauses(first: .seconds(60))
        #expect(!pauses.allow(key, listing(age: 59)))
        #expect(pauses.allow(key, listing(age: 61)))
        pauses.asked(key)
        #expect(!pauses.allow(key, listing(age: 1000)))
        #expect(pauses.allow(other, listing(age: 61)))
        pauses.helped(key)
        #expect(pauses.allow(key, listing(age: 61)))
    }

    @Test("pauses double while asking does not help")
    func doubles() {
        let pauses = RelistPauses(first: .milliseconds(20))
        var spans: [Duration] = []
        for _ in 0..<4 {
            let start = ContinuousClock.now
            #expect(eventually { pauses.allow(key, listing(age: 1)) })
            spans.append(.now - start)
            pauses.asked(key)
        }
        // 0, 40, 80 and 160 ms; a wait is never shorter than its pause.
        #expect(spans[1] > .milliseconds(30) && spans[2] > .milliseconds(70) && spans[3] > .milliseconds(150))
    }

    @Test("a folder is never listed again")
    func never() {
        #expect(!RelistPauses(first: nil).allow(key, listing(age: 1e6)))
    }
}

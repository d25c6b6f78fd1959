import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct KeptAnswersTests {
    private let deadline = Deadline.after(.seconds(60))

    /// A service with the pool of `tag` in memory.
    private func warmService(_ source: ListSource = ListSource(), nearby: Float? = nil) throws -> SearchService {
        let service = service(source, nearby: nearby, retryPause: .zero).service
        _ = try search(service)
        return service
    }

    private func ask(_ service: SearchService, _ query: SearchQuery = query(), as variant: String = "") throws
        -> SearchResult
    {
        try service.search(query, deadline: deadline, keptAs: variant)
    }

    @Test("an equal search finds the bytes that were kept, and ranks nothing")
    func findsKept() throws {
        let service = try warmService()
        let first = try ask(service)
        #expect(first.pictures.count == 10)
        let place = try #require(first.place)
        #expect(place.bytes == nil)
        place.keep([1, 2, 3])
        let second = try ask(service)
        #expect(second.place?.bytes == [1, 2, 3])
        #expect(second.pictures.isEmpty)
        #expect(second.origin == .memory)
        #expect(second.pool.rows == first.pool.rows)
        #expect(second.timing.encode == .zero)
    }

    @Test(
        "the answer to another query is another one, and so is that of another variant",
        arguments: [
            (query("other"), ""), (query("tag", "another sentence"), ""), (query(count: 9), ""), (query(), "https://b"),
        ])
    func tellsApart(other: SearchQuery, variant: String) throws {
        let service = try warmService()
        _ = try search(service, "other")
        try #require(try ask(service).place).keep([1, 2, 3])
        let result = try ask(service, other, as: variant)
        #expect(result.place != nil)
        #expect(result.place?.bytes == nil)
        #expect(result.pictures.count == other.count)
    }

    @Test("from another rank on an answer is another one")
    func tellsRanksApart() throws {
        let service = try warmService()
        try #require(try ask(service).place).keep([1, 2, 3])
        let result = try ask(service, SearchQuery(tag: "tag", text: "sentence", offset: 4))
        #expect(result.place?.bytes == nil)
        #expect(
            result.pictures == Array(try service.search(query(count: 14), deadline: deadline).pictures.dropFirst(4)))
    }

    @Test("an answer from before there are matches is not given once there are")
    func tellsMatchesApart() throws {
        let service = try warmService()
        try #require(try ask(service).place).keep([1, 2, 3])
        service.compare(with: try #require(Background((0..<40).map { .sample(seed: 1000 + $0, dimension: 8) })))
        let result = try ask(service)
        #expect(result.place?.bytes == nil)
        #expect(result.match != nil)
    }

    @Test("a text of other bytes is another one, even where Unicode says that they are equal: the answer repeats it")
    func tellsBytesApart() throws {
        let service = try warmService()
        let (composed, decomposed) = ("a caf\u{E9} by the lake", "a cafe\u{301} by the lake")
        #expect(composed == decomposed)
        try #require(try ask(service, query("tag", composed)).place).keep([1, 2, 3])
        #expect(try ask(service, query("tag", composed)).place?.bytes == [1, 2, 3])
        let other = try ask(service, query("tag", decomposed))
        #expect(other.place != nil)
        #expect(other.place?.bytes == nil)
    }

    @Test("a caller that keeps no bytes gets pictures")
    func leavesOthersAlone() throws {
        let service = try warmService()
        try #require(try ask(service).place).keep([1, 2, 3])
        #expect(try search(service).pictures.count == 10)
        #expect(try search(service).place == nil)
    }

    @Test("the answers of a pool are not found once it has grown")
    func dropsWithPool() throws {
        let source = ListSource(.init(failing: [3]))
        let service = try warmService(source)
        let before = try ask(service)
        #expect(before.pool.rows.count == 29)
        before.place?.keep([1, 2, 3])
        source.change { $0.failing = [] }
        #expect(eventually { (try? ask(service).pool.rows.count) == 30 })
        let after = try ask(service)
        #expect(after.place?.bytes == nil)
        #expect(after.pictures.count == 10)
        // Nor does one that is kept late, for the pool before.
        before.place?.keep([4, 5, 6])
        #expect(try ask(service).place?.bytes == nil)
    }

    @Test("a search that waited for its pool is not kept: that pool may be a part")
    func keepsNoLoads() throws {
        #expect(try ask(service(ListSource()).service).place == nil)
    }

    @Test("the ranking of a nearby sentence is not kept, that of the sentence itself is")
    func keepsOwnRankings() throws {
        let service = try warmService(nearby: 0.99)
        // Sentences of one length have one embedding.
        try #require(try ask(service, query("tag", "a red boat")).place).keep([1])
        let nearby = try ask(service, query("tag", "a boat red"))
        #expect(nearby.nearbyCosine != nil)
        #expect(nearby.place == nil)
        #expect(try ask(service, query("tag", "a boat red")).nearbyCosine != nil)
        #expect(try ask(service, query("tag", "a red boat")).place?.bytes == [1])
    }

    @Test("the bytes of all answers are bounded, the latest are kept, and one that is large is not")
    func isBounded() {
        let answers = KeptAnswers(memory: 1 << 20)
        let key = { (number: Int) in
            KeptAnswers.Key(pool: 1, tag: "tag", sentence: "sentence \(number)", count: 10, variant: "")
        }
        for number in 0..<2000 {
            answers.keep([UInt8](repeating: 7, count: 4000), for: key(number))
            #expect(answers.bytes <= 1 << 20)
            for recent in max(0, number - 99)...number { #expect(answers.answer(for: key(recent)) != nil) }
        }
        #expect(answers.answer(for: key(0)) == nil)
        answers.keep([UInt8](repeating: 7, count: 20_000), for: key(-1))
        #expect(answers.answer(for: key(-1)) == nil)
    }
}

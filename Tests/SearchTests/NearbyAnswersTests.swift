import Foundation
import Testing

@testable import Search

/// SeedEncoder's embeddings depend on the sentence's length alone.
@Suite struct NearbyAnswersTests {
    private let deadline = Deadline.after(.seconds(20))

    @Test("a sentence that means the same takes the other's ranking, and says whose")
    func takesRanking() throws {
        let (service, _) = service(ListSource(), nearby: 0.95)
        let first = try service.search(query("tag", "red boat"), deadline: deadline)
        #expect(first.nearbyText == nil)
        let second = try service.search(query("tag", "boat red"), deadline: deadline)
        #expect(second.nearbyText == "red boat")
        #expect(second.pictures == first.pictures)
        #expect(second.query.text == "boat red")
        // The same sentence again is its own.
        #expect(try service.search(query("tag", "red boat"), deadline: deadline).nearbyText == nil)
    }

    @Test("another meaning, another keyword, or no such setting: its own ranking")
    func ownRanking() throws {
        let (service, _) = service(ListSource(), nearby: 0.95)
        let first = try service.search(query("tag", "red boat"), deadline: deadline)
        let longer = try service.search(query("tag", "a much longer sentence"), deadline: deadline)
        #expect(longer.nearbyText == nil)
        #expect(longer.pictures.map(\.score) != first.pictures.map(\.score))
        #expect(try service.search(query("gat", "boat red"), deadline: deadline).nearbyText == nil)
        let (plain, _) = SearchTests.service(ListSource())
        _ = try plain.search(query("tag", "red boat"), deadline: deadline)
        #expect(try plain.search(query("tag", "boat red"), deadline: deadline).nearbyText == nil)
    }

    @Test("more pictures than the other asked for are ranked by the other's meaning")
    func asksForMore() throws {
        let (service, _) = service(ListSource(), nearby: 0.95)
        let first = try service.search(query("tag", "red boat", count: 2), deadline: deadline)
        let more = try service.search(query("tag", "boat red", count: 5), deadline: deadline)
        #expect(more.pictures.count == 5)
        #expect(Array(more.pictures.prefix(2)) == first.pictures)
        #expect(more.nearbyText == "red boat")
    }

    @Test("another pool of the keyword makes its old rankings worthless")
    func forgetsWithPool() {
        let answers = NearbyAnswers(similarity: 0.95)
        func pool(_ answered: Date) -> ImagePool {
            ImagePool(source: "test", pictures: [], embeddings: [], skipped: 0, dimension: 8, answered: answered)
        }
        let sentence = Embedding.sample(seed: 1, dimension: 8)
        var ranked = 0
        func ask(_ text: String, _ pool: ImagePool) -> String? {
            answers.pictures(for: query("tag", text), sentence, in: pool) { _ in
                ranked += 1
                return []
            }.nearby
        }
        let (old, new) = (pool(Date(timeIntervalSince1970: 1)), pool(Date(timeIntervalSince1970: 2)))
        #expect(ask("red boat", old) == nil)
        #expect(ask("boat red", old) == "red boat")
        #expect(ranked == 1)
        #expect(ask("boat red", new) == nil)
        #expect(ranked == 2)
    }
}

import Foundation
import Ranking
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct NearbyAnswersTests {
    private let answers = NearbyAnswers(similarity: 0.95)
    private let pool = Self.pool(answered: 1)

    private static func pool(answered: Double, missing: Int? = nil) -> ImagePool {
        ImagePool(
            source: "test", pictures: (0..<30).map(Picture.sample),
            embeddings: (0..<30).map { $0 == missing ? nil : .sample(seed: $0, dimension: 8) }, skipped: 0,
            dimension: 8,
            answered: Date(timeIntervalSince1970: answered))
    }

    /// A sentence's embedding that has this cosine to that of `sentence(1)`.
    private func sentence(_ cosine: Float) -> Embedding {
        Embedding([cosine, (1 - cosine * cosine).squareRoot(), 0, 0, 0, 0, 0, 0])
    }

    /// Asks for a ranking; a new one is marked by its score.
    private func ask(
        _ text: String, _ embedding: Embedding, in other: ImagePool? = nil, count: Int = 3, mark: Float
    ) -> (mark: Float?, count: Int, cosine: Float?) {
        let found = answers.ranking(for: query("tag", text, count: count), embedding, in: other ?? pool) {
            (0..<count).map { RankedRow(row: $0, score: mark, probability: 0) }
        }
        return (found.rows.first?.score, found.rows.count, found.cosine)
    }

    @Test("a sentence takes the ranking of the most similar one, if that is similar enough")
    func takesNearest() throws {
        #expect(ask("a red boat", sentence(1), mark: 1) == (1, 3, nil))
        let near = ask("a boat in red", sentence(0.97), mark: 2)
        #expect(near.mark == 1)
        #expect(abs(try #require(near.cosine) - 0.97) < 1e-3)
        // Too far from the first; and from then on there is a nearer one for those in between.
        #expect(ask("a blue boat", sentence(0.9), mark: 3) == (3, 3, nil))
        #expect(ask("a boat in blue", sentence(0.92), mark: 4).mark == 3)
    }

    @Test("a sentence's own ranking has no cosine")
    func ownRanking() {
        _ = ask("a red boat", sentence(1), mark: 1)
        #expect(ask("a red boat", sentence(1), mark: 2) == (1, 3, nil))
    }

    @Test("fewer pictures are the first of the ranking; for more it is ranked again, and that is kept")
    func counts() {
        _ = ask("a red boat", sentence(1), mark: 1)
        #expect(ask("a boat in red", sentence(0.99), count: 2, mark: 2).count == 2)
        #expect(ask("a boat in red", sentence(0.99), count: 5, mark: 3) == (3, 5, nil))
        #expect(ask("a boat in red", sentence(0.99), count: 4, mark: 4) == (3, 4, nil))
    }

    @Test("rankings are not used for another pool of the tag: a newer answer, or other pictures")
    func forgetsWithPool() {
        for other in [Self.pool(answered: 2), Self.pool(answered: 1, missing: 7)] {
            _ = ask("a red boat", sentence(1), mark: 1)
            #expect(ask("a boat in red", sentence(0.99), in: other, mark: 2) == (2, 3, nil))
        }
    }

    @Test("the oldest of many is dropped first")
    func isBounded() {
        // Sixteen directions that are far from each other, in two planes.
        let others = (0..<16).map { index -> Embedding in
            let angle = Float(index / 2) * .pi / 8
            return Embedding(
                index % 2 == 0
                    ? [0, 0, cos(angle), sin(angle), 0, 0, 0, 0] : [0, 0, 0, 0, cos(angle), sin(angle), 0, 0])
        }
        _ = ask("first", sentence(1), mark: 1)
        for index in 0..<15 { _ = ask("\(index)", others[index], mark: 2) }
        #expect(ask("again", sentence(0.99), mark: 3).mark == 1)
        _ = ask("15", others[15], mark: 2)
        #expect(ask("again", sentence(0.99), mark: 3).mark == 3)
    }

    @Test("rankings are kept for complete pools, and only if that is set")
    func wholePools() throws {
        let deadline = Deadline.after(.seconds(20))
        let (service, _) = service(ListSource(), nearby: 0.95)
        // SeedEncoder's embeddings depend on the length alone.
        _ = try service.search(query("tag", "red boat"), deadline: deadline)
        #expect(try service.search(query("tag", "boat red"), deadline: deadline).nearbyCosine ?? 0 > 0.99)
        let (plain, _) = SearchTests.service(ListSource())
        _ = try plain.search(query("tag", "red boat"), deadline: deadline)
        #expect(try plain.search(query("tag", "boat red"), deadline: deadline).nearbyCosine == nil)
    }
}

import Foundation
import Ranking
import TestSupport
import Testing

@testable import Search

@Suite struct RankingTests {
    @Test("orders by cosine times scale, with the softmax over the whole pool", arguments: [3, 16, 37, 512])
    func ranks(dimension: Int) {
        let embeddings = (0..<20).map { Embedding.sample(seed: $0, dimension: dimension) }
        let query = Embedding.sample(seed: 99, dimension: dimension)
        let pool = ImagePool.sample(embeddings)
        let best = pool.best(5, for: query, logitScale: 100)

        // As the pool stores them.
        let rounded = embeddings.map { $0.values.map { Float(Float16($0)) } }
        let logits = rounded.map { values in
            zip(values, query.values).reduce(0.0) { $0 + 100 * Double($1.0) * Double($1.1) }
        }
        let sum = logits.reduce(0) { $0 + exp($1) }
        let expected = logits.indices.sorted { logits[$0] > logits[$1] }.prefix(5)
        #expect(best.map(\.picture.id) == expected.map { "test:\($0)" })
        for (ranked, index) in zip(best, expected) {
            #expect(abs(Double(ranked.score) - logits[index]) < 1e-3)
            #expect(abs(Double(ranked.probability) - exp(logits[index]) / sum) < 1e-3)
        }
    }

    @Test("equal scores keep the source's order")
    func keepsOrder() {
        let same = Embedding.sample(seed: 1, dimension: 8)
        let best = ImagePool.sample([same, same, same, same]).best(4, for: same, logitScale: 100)
        #expect(best.map(\.picture.id) == ["test:0", "test:1", "test:2", "test:3"])
        #expect(best.allSatisfy { abs($0.probability - 0.25) < 1e-6 })
    }

    @Test("a count above the pool's size gives all of it, and an empty pool gives nothing")
    func handlesSizes() {
        let embedding = Embedding.sample(seed: 1, dimension: 8)
        #expect(ImagePool.sample([embedding]).best(999, for: embedding, logitScale: 1).count == 1)
        #expect(ImagePool.sample([], dimension: 8).best(5, for: embedding, logitScale: 1).isEmpty)
    }

    @Test("pictures without an embedding are left out")
    func leavesOut() {
        let embedding = Embedding.sample(seed: 1, dimension: 8)
        let pool = ImagePool(
            source: "test", pictures: (0..<3).map(Picture.sample), embeddings: [nil, embedding, nil], skipped: 2,
            dimension: 8, answered: Date())
        let best = pool.best(5, for: embedding, logitScale: 1)
        #expect(best.map(\.picture.id) == ["test:1"])
        #expect(best.first?.probability == 1)
    }
}

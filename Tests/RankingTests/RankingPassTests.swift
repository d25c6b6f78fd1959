import Foundation
import TestSupport
import Testing

@testable import Ranking

@Suite struct RankingPassTests {
    /// Rows of random embeddings, a query, and the scores computed in float64.
    private struct Case {
        var matrix: EmbeddingMatrix
        let query: Embedding
        /// From the numbers in the matrix.
        let scores: [Double]
        /// From the numbers before they were rounded.
        let exactScores: [Double]

        init(count: Int, dimension: Int) {
            matrix = EmbeddingMatrix(count: count, dimension: dimension)
            let query = Embedding.sample(seed: -1, dimension: dimension)
            self.query = query
            func score(_ embedding: Embedding) -> Double {
                zip(embedding.values, query.values).reduce(0.0) { $0 + 100 * Double($1.0) * Double($1.1) }
            }
            var exact: [Double] = []
            for row in 0..<count {
                let embedding = Embedding.sample(seed: row, dimension: dimension)
                matrix[row] = embedding
                exact.append(score(embedding))
            }
            exactScores = exact
            let matrix = matrix
            scores = (0..<count).map { score(matrix[$0]) }
        }

        /// The rows, best first, equal ones in their own order.
        var order: [Int] { scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) } }
    }

    @Test(
        "all instructions give the scores and the softmax of float64, for all kinds of sizes",
        arguments: RankingPass.Instructions.supported, [(1, 1), (5, 15), (9, 16), (30, 64), (21, 77), (1025, 130)])
    func agrees(instructions: RankingPass.Instructions, size: (count: Int, dimension: Int)) {
        let sample = Case(count: size.count, dimension: size.dimension)
        let ranked = sample.matrix.best(
            size.count, for: sample.query, logitScale: 100, instructions: instructions, threads: 1)
        #expect(ranked.map(\.row).sorted() == Array(0..<size.count))
        let highest = sample.scores.max()!
        let denominator = sample.scores.reduce(0) { $0 + exp($1 - highest) }
        for row in ranked {
            #expect(abs(Double(row.score) - sample.scores[row.row]) < 1e-4)
            #expect(abs(Double(row.probability) - exp(sample.scores[row.row] - highest) / denominator) < 2e-4)
        }
        #expect(zip(ranked, ranked.dropFirst()).allSatisfy { $0.score >= $1.score })
    }

    @Test(
        "the best few are those of the whole order, with any number of threads",
        arguments: [1, 3, 10, 2999, 3000], [1, 2, 7, 64])
    func selects(count: Int, threads: Int) {
        let sample = Case(count: 3000, dimension: 16)
        let instructions = RankingPass.Instructions.supported[0]
        let whole = sample.matrix.best(3000, for: sample.query, logitScale: 100, instructions: instructions, threads: 1)
        let best = sample.matrix.best(
            count, for: sample.query, logitScale: 100, instructions: instructions, threads: threads)
        #expect(best.map(\.row) == whole.prefix(count).map(\.row))
        for (one, other) in zip(best, whole) {
            #expect(one.score == other.score)
            #expect(abs(one.probability - other.probability) < 1e-6)
        }
        #expect(abs(whole.reduce(0) { $0 + Double($1.probability) } - 1) < 1e-4)
    }

    @Test("equal scores keep the order of the rows, in one thread and in several", arguments: [1, 5])
    func keepsOrder(threads: Int) {
        let same = Embedding.sample(seed: 1, dimension: 8)
        var matrix = EmbeddingMatrix(count: 5000, dimension: 8)
        for row in 0..<5000 { matrix[row] = same }
        let best = matrix.best(7, for: same, logitScale: 100, instructions: .portable, threads: threads)
        #expect(best.map(\.row) == Array(0..<7))
        #expect(best.allSatisfy { abs($0.probability - 1 / 5000) < 1e-7 })
    }

    @Test("rising scores, each better than all before, are all seen")
    func rises() {
        var matrix = EmbeddingMatrix(count: 4000, dimension: 1)
        for row in 0..<4000 { matrix[row] = Embedding([Float(row) / 4096]) }
        let best = matrix.best(3, for: Embedding([1]), logitScale: 100, instructions: .portable, threads: 1)
        // Above 0.5 float16 has steps of 2/4096 and rounds half to even, so 3995 to 3997 are one number, and the earliest
        // of them comes first.
        #expect(best.map(\.row) == [3999, 3998, 3995])
        let logits = (0..<4000).map { 100 * Double(Float16(Float($0) / 4096)) }
        let denominator = logits.reduce(0) { $0 + exp($1 - logits.max()!) }
        #expect(abs(Double(best[0].probability) - 1 / denominator) < 1e-6)
    }

    @Test("scores far apart give probabilities of 1 and 0, and no overflow")
    func survivesExtremes() {
        var matrix = EmbeddingMatrix(count: 3, dimension: 1)
        for (row, value) in [Float(-1), 1, 0].enumerated() { matrix[row] = Embedding([value]) }
        for instructions in RankingPass.Instructions.supported {
            let best = matrix.best(3, for: Embedding([1]), logitScale: 10_000, instructions: instructions, threads: 1)
            #expect(best.map(\.row) == [1, 2, 0])
            #expect(best.map(\.probability) == [1, 0, 0])
        }
    }

    @Test("float16 keeps the order of float32, but for scores that rounding makes equal")
    func keepsPrecision() {
        let sample = Case(count: 2000, dimension: 512)
        let order = sample.order
        for (row, score) in sample.scores.enumerated() { #expect(abs(score - sample.exactScores[row]) < 0.004) }
        for (better, worse) in zip(order, order.dropFirst()) {
            #expect(sample.exactScores[better] > sample.exactScores[worse] - 0.004)
        }
    }
}

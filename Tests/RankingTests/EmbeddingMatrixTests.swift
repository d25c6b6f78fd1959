import TestSupport
import Testing

@testable import Ranking

@Suite struct EmbeddingMatrixTests {
    @Test("gives back what was set, rounded to float16, and zeros elsewhere", arguments: [1, 7, 512])
    func holdsRows(dimension: Int) {
        var matrix = EmbeddingMatrix(count: 5, dimension: dimension)
        let embedding = Embedding.sample(seed: 3, dimension: dimension)
        matrix[2] = embedding
        #expect(matrix[2].values == embedding.values.map { Float(Float16($0)) })
        #expect(matrix[1].values.allSatisfy { $0 == 0 })
        #expect(matrix[3].values.allSatisfy { $0 == 0 })
        #expect(matrix.byteCount == 5 * dimension * 2)
    }

    @Test("selects rows in the order given")
    func selects() {
        var matrix = EmbeddingMatrix(count: 4, dimension: 3)
        for row in 0..<4 { matrix[row] = .sample(seed: row, dimension: 3) }
        let selected = matrix.selecting([3, 1])
        #expect(selected.count == 2)
        #expect(selected[0] == matrix[3])
        #expect(selected[1] == matrix[1])
        #expect(matrix.selecting([0, 1, 2, 3]) == matrix)
        #expect(matrix.selecting([]).count == 0)
    }

    @Test("one that is large enough for large pages is zero from end to end")
    func asksForLargePages() {
        let matrix = EmbeddingMatrix(count: 65_537, dimension: 512)
        #expect(matrix[0].values.allSatisfy { $0 == 0 })
        #expect(matrix[65_536].values.allSatisfy { $0 == 0 })
    }
}

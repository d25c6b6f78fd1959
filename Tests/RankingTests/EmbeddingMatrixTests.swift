import Foundation
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

    @Test(
        "the kernel is asked for large pages for a large matrix only",
        .enabled(
            if: FileManager.default.fileExists(atPath: "/sys/kernel/mm/transparent_hugepage"),
            "this kernel has no transparent large pages"),
        arguments: [(65_537, true), (1000, false)])
    func asksForLargePages(count: Int, isLarge: Bool) throws {
        let matrix = EmbeddingMatrix(count: count, dimension: 512)
        #expect(matrix[0].values.allSatisfy { $0 == 0 })
        #expect(matrix[count - 1].values.allSatisfy { $0 == 0 })
        let middle = matrix.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) + UInt($0.count / 2) }
        let found = try withExtendedLifetime(matrix) { try flags(ofMappingWith: middle) }
        #expect(found.contains("hg") == isLarge)
    }

    /// The kernel's flags for the memory around an address (proc_pid_smaps(5)); `hg` is MADV_HUGEPAGE.
    private func flags(ofMappingWith address: UInt) throws -> [Substring] {
        // Not String(contentsOfFile:), which reads the first page only.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
        let lines = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
        let start = try #require(
            lines.firstIndex { line in
                let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
                return bounds.count == 2 && (bounds[0]..<bounds[1]).contains(address)
            })
        let flags = try #require(lines[start...].first { $0.hasPrefix("VmFlags:") })
        return flags.split(separator: " ")
    }
}

extension EmbeddingMatrixTests {
    @Test("gives the score of every row", arguments: [3, 512])
    func scores(dimension: Int) {
        var matrix = EmbeddingMatrix(count: 7, dimension: dimension)
        for row in 0..<7 { matrix[row] = .sample(seed: row, dimension: dimension) }
        let query = Embedding.sample(seed: 70, dimension: dimension)
        let scores = matrix.scores(for: query, logitScale: 10)
        #expect(scores.count == 7)
        for ranked in matrix.best(7, for: query, logitScale: 10) { #expect(scores[ranked.row] == ranked.score) }
        #expect(EmbeddingMatrix(count: 0, dimension: dimension).scores(for: query, logitScale: 1).isEmpty)
    }
}

import CRanking
import Foundation

/// One pass over rows of a matrix, which finds the best of them and the softmax's denominator.
///
/// The denominator is kept for the highest score so far and rescaled when a higher one comes (Milakov and Gimelshein
/// 2018, "Online normalizer calculation for softmax", arXiv:1805.02867), so no score is read twice or kept.
struct RankingPass: Sendable {
    /// Which machine instructions to use.
    enum Instructions: CaseIterable, Sendable {
        case avx512, avx2, portable

        /// Those that this processor has, fastest first.
        static let supported = allCases.filter { cranking_supports($0.code) }

        fileprivate var code: cranking_instructions {
            switch self {
            case .avx512: CRANKING_AVX512
            case .avx2: CRANKING_AVX2
            case .portable: CRANKING_PORTABLE
            }
        }
    }

    struct Candidate: Sendable {
        let row: Int
        let score: Float
    }

    /// Scores that are computed before they are read: they stay in the first-level cache.
    private static let rowsPerBlock = 1024

    private let limit: Int
    private let instructions: Instructions
    private var candidates: [Candidate] = []
    /// The score that a row must exceed to be among the best.
    private var threshold = -Float.infinity
    private var highest = -Float.infinity
    /// The sum of exp(score - highest).
    private var denominator = 0.0

    /// - Parameter limit: how many of the best are wanted.
    init(limit: Int, instructions: Instructions) {
        self.limit = limit
        self.instructions = instructions
    }

    /// Scores the rows: `scale` times their inner product with `query`.
    mutating func scan(_ rows: Range<Int>, of matrix: EmbeddingMatrix, for query: [Float], scale: Float) {
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.rowsPerBlock) { scores in
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsPerBlock) {
                let count = min(Self.rowsPerBlock, rows.upperBound - start)
                unsafe Self.score(
                    start..<start + count, of: matrix, for: query, scale: scale, instructions: instructions,
                    into: scores.baseAddress!)
                unsafe take(UnsafeBufferPointer(scores.extracting(..<count)), firstRow: start)
            }
        }
    }

    /// Writes the scores of some rows.
    static func score(
        _ rows: Range<Int>, of matrix: EmbeddingMatrix, for query: [Float], scale: Float, instructions: Instructions,
        into scores: UnsafeMutablePointer<Float>
    ) {
        unsafe matrix.withUnsafeBytes { values in
            let first =
                unsafe values.baseAddress! + rows.lowerBound * matrix.dimension * MemoryLayout<Float16>.stride
            unsafe cranking_scores(
                instructions.code, first.assumingMemoryBound(to: UInt16.self), rows.count, matrix.dimension, query,
                scale, scores)
        }
    }

    /// Adds the result of another pass over other rows.
    mutating func merge(_ other: RankingPass) {
        guard !other.candidates.isEmpty else { return }
        rescale(to: other.highest)
        denominator += other.denominator * exp(Double(other.highest - highest))
        candidates += other.candidates
    }

    /// The best rows with their probabilities, best first; equal scores in the order of the rows.
    mutating func best() -> [RankedRow] {
        trim()
        return candidates.map {
            RankedRow(
                row: $0.row, score: $0.score, probability: Float(exp(Double($0.score - highest)) / denominator))
        }
    }

    private mutating func take(_ scores: UnsafeBufferPointer<Float>, firstRow: Int) {
        var blockHighest = -Float.infinity
        for index in 0..<scores.count {
            let score = unsafe scores[index]
            blockHighest = max(blockHighest, score)
            // An equal score does not replace an earlier one.
            if score > threshold {
                candidates.append(Candidate(row: firstRow + index, score: score))
                if candidates.count >= 2 * limit { trim() }
            }
        }
        rescale(to: blockHighest)
        denominator += unsafe cranking_sum_of_exponentials(
            instructions.code, scores.baseAddress!, scores.count, highest)
    }

    private mutating func rescale(to score: Float) {
        guard score > highest else { return }
        denominator *= exp(Double(highest - score))
        highest = score
    }

    /// Keeps the best `limit` candidates; called at twice as many, so that sorting takes constant time for each.
    private mutating func trim() {
        candidates.sort { ($0.score, $1.row) > ($1.score, $0.row) }
        guard candidates.count >= limit else { return }
        candidates.removeLast(candidates.count - limit)
        threshold = candidates.last?.score ?? .infinity
    }
}

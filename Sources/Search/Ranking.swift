import Foundation
import Synchronization

/// Orders a pool's pictures by how well they fit a sentence.
///
/// Scores are CLIP's `logits_per_image`, and probabilities their softmax over the pool (Radford et al. 2021,
/// "Learning Transferable Visual Models From Natural Language Supervision", section 3.1.2).
public enum Ranking {
    /// A thread of its own pays from so many bytes on; less is read before another core has woken up.
    private static let bytesPerThread = 4 << 20
    private static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// The `count` best pictures of a pool, best first; equal scores keep the source's order.
    ///
    /// - Parameters:
    ///   - query: an embedding of length 1, as wide as the pool's.
    ///   - logitScale: what a cosine is multiplied by.
    public static func best(
        _ count: Int, of pool: ImagePool, for query: Embedding, logitScale: Float
    ) -> [RankedPicture] {
        pictures(of: best(count, of: pool.embeddings, for: query, logitScale: logitScale), in: pool)
    }

    /// The pictures that ranked rows of a pool's embeddings stand for.
    static func pictures(of rows: [RankedRow], in pool: ImagePool) -> [RankedPicture] {
        rows.map {
            RankedPicture(picture: pool.pictures[pool.rows[$0.row]], score: $0.score, probability: $0.probability)
        }
    }

    /// The `count` best rows of a matrix, best first; equal scores keep the order of the rows.
    ///
    /// Time is that of reading the matrix once. A large one is read by several threads.
    public static func best(
        _ count: Int, of matrix: EmbeddingMatrix, for query: Embedding, logitScale: Float
    ) -> [RankedRow] {
        best(
            count, of: matrix, for: query, logitScale: logitScale, instructions: RankingPass.Instructions.supported[0],
            threads: threads(for: matrix))
    }

    /// How many threads read a matrix.
    public static func threads(for matrix: EmbeddingMatrix) -> Int {
        let size = matrix.count * matrix.dimension * MemoryLayout<Float16>.size
        return min(cores, max(1, size / bytesPerThread))
    }

    static func best(
        _ count: Int, of matrix: EmbeddingMatrix, for query: Embedding, logitScale: Float,
        instructions: RankingPass.Instructions, threads: Int
    ) -> [RankedRow] {
        precondition(query.values.count == matrix.dimension, "the sentence and the pool come from one model")
        guard matrix.count > 0, count > 0 else { return [] }
        let empty = RankingPass(limit: min(count, matrix.count), instructions: instructions)
        if threads == 1 {
            var pass = empty
            pass.scan(0..<matrix.count, of: matrix, for: query.values, scale: logitScale)
            return pass.best()
        }
        let whole = Mutex(empty)
        let rowsPerThread = (matrix.count + threads - 1) / threads
        DispatchQueue.concurrentPerform(iterations: threads) { part in
            let start = min(part * rowsPerThread, matrix.count)
            var pass = empty
            pass.scan(
                start..<min(start + rowsPerThread, matrix.count), of: matrix, for: query.values, scale: logitScale)
            whole.withLock { $0.merge(pass) }
        }
        return whole.withLock { $0.best() }
    }
}

/// A row of a matrix with its place in a ranking.
public struct RankedRow: Sendable, Equatable {
    /// The row's index.
    public let row: Int
    /// CLIP's logit: the cosine times the model's logit scale.
    public let score: Float
    /// The softmax of the scores over the matrix.
    public let probability: Float
}

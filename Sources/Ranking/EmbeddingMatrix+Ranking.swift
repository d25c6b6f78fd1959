import Foundation
import Synchronization

/// Scores are CLIP's `logits_per_image`, and probabilities their softmax over the matrix (Radford et al. 2021,
/// "Learning Transferable Visual Models From Natural Language Supervision", section 3.1.2).
extension EmbeddingMatrix {
    /// From this size on a second thread is faster; less is read before another core has started.
    private static let bytesPerThread = 4 << 20
    private static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// The `count` best rows, best first; equal scores keep the order of the rows.
    ///
    /// It reads the matrix once; several threads read a large one.
    ///
    /// - Parameters:
    ///   - query: an embedding of length 1, as wide as the matrix.
    ///   - logitScale: what a cosine is multiplied by.
    public func best(_ count: Int, for query: Embedding, logitScale: Float) -> [RankedRow] {
        best(
            count, for: query, logitScale: logitScale, instructions: RankingPass.Instructions.supported[0],
            threads: rankingThreads)
    }

    /// How many threads read the matrix.
    public var rankingThreads: Int { min(Self.cores, max(1, byteCount / Self.bytesPerThread)) }

    func best(
        _ limit: Int, for query: Embedding, logitScale: Float, instructions: RankingPass.Instructions, threads: Int
    ) -> [RankedRow] {
        precondition(query.values.count == dimension, "the sentence and the pool come from one model")
        guard count > 0, limit > 0 else { return [] }
        let empty = RankingPass(limit: min(limit, count), instructions: instructions)
        if threads == 1 {
            var pass = empty
            pass.scan(0..<count, of: self, for: query.values, scale: logitScale)
            return pass.best()
        }
        let whole = Mutex(empty)
        let rowsPerThread = (count + threads - 1) / threads
        DispatchQueue.concurrentPerform(iterations: threads) { part in
            let start = min(part * rowsPerThread, count)
            var pass = empty
            pass.scan(start..<min(start + rowsPerThread, count), of: self, for: query.values, scale: logitScale)
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

    public init(row: Int, score: Float, probability: Float) {
        (self.row, self.score, self.probability) = (row, score, probability)
    }
}

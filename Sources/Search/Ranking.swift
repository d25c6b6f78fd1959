import Foundation

/// Orders a pool's pictures by how well they fit a sentence.
///
/// Scores are CLIP's `logits_per_image`, and probabilities their softmax over the pool (Radford et al. 2021,
/// "Learning Transferable Visual Models From Natural Language Supervision", section 3.1.2).
public enum Ranking {
    /// The `count` best pictures of a pool, best first; equal scores keep the source's order.
    ///
    /// - Parameters:
    ///   - query: an embedding of length 1, as wide as the pool's.
    ///   - logitScale: what a cosine is multiplied by.
    public static func best(
        _ count: Int, of pool: ImagePool, for query: Embedding, logitScale: Float
    ) -> [RankedPicture] {
        precondition(query.values.count == pool.dimension, "the sentence and the pool come from one model")
        let scores = scores(of: pool, for: query, logitScale: logitScale)
        guard let highest = scores.max() else { return [] }
        // Subtracting the highest keeps exp() in range without changing the quotient.
        let sum = scores.reduce(0.0) { $0 + exp(Double($1 - highest)) }
        let order = scores.indices.sorted { (scores[$0], -$0) > (scores[$1], -$1) }
        return order.prefix(count).map { row in
            RankedPicture(
                picture: pool.pictures[pool.rows[row]],
                score: scores[row],
                probability: Float(exp(Double(scores[row] - highest)) / sum))
        }
    }

    private static func scores(of pool: ImagePool, for query: Embedding, logitScale: Float) -> [Float] {
        let width = pool.dimension
        return pool.embeddings.withUnsafeBufferPointer { embeddings in
            query.values.withUnsafeBufferPointer { query in
                pool.rows.indices.map { row in
                    logitScale * dot(embeddings.extracting(row * width..<(row + 1) * width), query)
                }
            }
        }
    }

    /// The inner product, in sixteen lanes: a single running sum could not be vectorised, since floating-point
    /// addition may not be reordered.
    private static func dot(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        var lanes = SIMD16<Float>.zero
        var index = 0
        while index + 16 <= a.count {
            let left = UnsafeRawPointer(a.baseAddress! + index).loadUnaligned(as: SIMD16<Float>.self)
            let right = UnsafeRawPointer(b.baseAddress! + index).loadUnaligned(as: SIMD16<Float>.self)
            lanes.addProduct(left, right)
            index += 16
        }
        var sum = lanes.sum()
        while index < a.count {
            sum += a[index] * b[index]
            index += 1
        }
        return sum
    }
}

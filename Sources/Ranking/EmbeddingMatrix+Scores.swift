import CRanking

extension EmbeddingMatrix {
    /// The score of every row, in their order.
    ///
    /// - Parameters:
    ///   - query: an embedding of length 1, as wide as the matrix.
    ///   - logitScale: what a cosine is multiplied by.
    public func scores(for query: Embedding, logitScale: Float) -> [Float] {
        precondition(query.values.count == dimension, "both come from one model")
        guard count > 0 else { return [] }
        return unsafe Array(unsafeUninitializedCapacity: count) { scores, initialized in
            unsafe RankingPass.score(
                0..<count, of: self, for: query.values, scale: logitScale, instructions: .supported[0],
                into: scores.baseAddress!)
            initialized = count
        }
    }
}

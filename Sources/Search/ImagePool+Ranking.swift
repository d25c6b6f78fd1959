public import Ranking

extension ImagePool {
    /// The `count` best pictures, best first; equal scores keep the source's order.
    ///
    /// - Parameters:
    ///   - query: an embedding of length 1, as wide as the pool's.
    ///   - logitScale: what a cosine is multiplied by.
    public func best(_ count: Int, for query: Embedding, logitScale: Float) -> [RankedPicture] {
        pictures(of: embeddings.best(count, for: query, logitScale: logitScale))
    }

    /// The pictures that ranked rows of the pool's embeddings stand for.
    func pictures(of ranked: [RankedRow]) -> [RankedPicture] {
        ranked.map {
            RankedPicture(picture: pictures[rows[$0.row]], score: $0.score, probability: $0.probability)
        }
    }
}

public import Ranking

extension ImagePool {
    /// The `count` best pictures, best first; equal scores keep the source's order.
    ///
    /// - Parameters:
    ///   - query: an embedding of length 1, as wide as the pool's.
    ///   - logitScale: what a cosine is multiplied by.
    ///   - comparison: what the scores are compared with; nil for no matches.
    public func best(
        _ count: Int, for query: Embedding, logitScale: Float, comparison: Comparison? = nil
    ) -> [RankedPicture] {
        pictures(
            of: embeddings.best(count, for: query, logitScale: logitScale), logitScale: logitScale,
            comparison: comparison)
    }

    /// The pictures that ranked rows of the pool's embeddings stand for.
    func pictures(of ranked: [RankedRow], logitScale: Float, comparison: Comparison?) -> [RankedPicture] {
        let scale = comparison.map { self.scale(by: $0.background, logitScale: logitScale) }
        func match(_ row: RankedRow) -> Match? {
            guard let scale, let comparison else { return nil }
            return comparison.isReadable ? scale.match(row.score, row: row.row) : .weak
        }
        return ranked.map { row in
            let index = rows[row.row]
            return RankedPicture(
                picture: pictures[index], score: row.score, probability: row.probability, match: match(row),
                color: colors[index])
        }
    }
}

/// Texts that go through the model together, padded to one length.
struct TextBatch: Sendable {
    /// The size of a batch; batches of the same shape share a recording.
    struct Shape: Hashable, Sendable {
        /// How many texts, including padding texts.
        let count: Int
        /// Tokens of each.
        let length: Int
    }

    let shape: Shape
    /// Token ids, text by text.
    let ids: [Int]
    /// For each requested text, the index of its pooled token among all tokens.
    let places: [Int]

    /// The token ids, followed by the places.
    ///
    /// - Parameter padded: whether padding texts get a place, too.
    func indices(padded: Bool) -> [Int] {
        ids + places + (padded ? Array(repeating: 0, count: shape.count - places.count) : [])
    }
}

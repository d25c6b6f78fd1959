/// Texts that go through the model together, padded to one length.
struct TextBatch: Sendable {
    /// What of a batch does not change from one to the next of its kind.
    struct Shape: Hashable, Sendable {
        /// How many texts, with those that nobody asked for.
        let count: Int
        /// Tokens of each.
        let length: Int
    }

    let shape: Shape
    /// Token ids, text by text.
    let ids: [Int]
    /// For each text that was asked for, the index of its pooled token among all tokens.
    let places: [Int]

    /// The token ids, and after them the places.
    ///
    /// - Parameter padded: whether there is a place for the texts that nobody asked for too.
    func indices(padded: Bool) -> [Int] {
        ids + places + (padded ? Array(repeating: 0, count: shape.count - places.count) : [])
    }
}

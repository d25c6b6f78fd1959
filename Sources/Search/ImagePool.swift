public import Foundation

/// The pictures of a tag, with the embeddings of those that could be encoded; a value that never changes.
public struct ImagePool: Sendable {
    /// All pictures that the source has for the tag, in its order.
    public let pictures: [Picture]
    /// For each row of `embeddings`, the index of its picture in `pictures`.
    public let rows: [Int]
    /// The embeddings, row by row: `rows.count * dimension` numbers.
    public let embeddings: [Float]
    /// Numbers per embedding.
    public let dimension: Int
    /// How many pictures were left out because their bytes could not be had or used.
    public let skipped: Int
    /// When the source answered.
    public let answered: Date
    /// The source's name.
    public let source: String

    /// Puts a pool together from one embedding, or none, per picture.
    public init(
        source: String, pictures: [Picture], embeddings: [Embedding?], skipped: Int, dimension: Int, answered: Date
    ) {
        precondition(pictures.count == embeddings.count, "one embedding, or none, per picture")
        self.source = source
        self.pictures = pictures
        self.dimension = dimension
        self.skipped = skipped
        self.answered = answered
        rows = embeddings.indices.filter { embeddings[$0] != nil }
        self.embeddings = embeddings.flatMap { $0?.values ?? [] }
        precondition(self.embeddings.count == rows.count * dimension, "every embedding has the model's dimension")
    }

    /// The embeddings with the indices of their pictures.
    var embeddingsByPicture: [(index: Int, embedding: Embedding)] {
        rows.enumerated().map { row, index in
            (index, Embedding(Array(embeddings[row * dimension..<(row + 1) * dimension])))
        }
    }

    /// Whole seconds since the source answered, which is how old the addresses in the pool are.
    public var age: Int {
        max(0, Int(Date().timeIntervalSince(answered)))
    }
}

public import Foundation

/// The pictures of a tag, with the embeddings of those that could be encoded; a value that never changes.
public struct ImagePool: Sendable {
    /// All pictures that the source has for the tag, in its order.
    public let pictures: [Picture]
    /// For each row of `embeddings`, the index of its picture in `pictures`.
    public let rows: [Int]
    /// The embeddings: `rows.count` of them.
    public let embeddings: EmbeddingMatrix
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
        var matrix = EmbeddingMatrix(count: pictures.count, dimension: dimension)
        for case (let index, let embedding?) in embeddings.enumerated() { matrix[index] = embedding }
        self.init(
            source: source, pictures: pictures, rows: embeddings.indices.filter { embeddings[$0] != nil },
            embeddings: matrix, skipped: skipped, answered: answered)
    }

    /// Puts a pool together from a matrix with a row for each picture, of which only `rows` are filled.
    init(
        source: String, pictures: [Picture], rows: [Int], embeddings: EmbeddingMatrix, skipped: Int, answered: Date
    ) {
        self.source = source
        self.pictures = pictures
        self.rows = rows
        self.embeddings = embeddings.selecting(rows)
        self.skipped = skipped
        self.answered = answered
    }

    /// The embeddings with the indices of their pictures.
    var embeddingsByPicture: [(index: Int, embedding: Embedding)] {
        rows.enumerated().map { row, index in (index, embeddings[row]) }
    }

    /// Whole seconds since the source answered, which is how old the addresses in the pool are.
    public var age: Int {
        max(0, Int(Date().timeIntervalSince(answered)))
    }
}

public import Foundation
public import Ranking

/// The pictures of a tag, with the embeddings of those that could be encoded; it never changes.
///
/// A class, since each search copies it some times, and the processors' caches exchange each reference's count.
public final class ImagePool: Sendable {
    /// The source's name.
    public let source: String
    /// What the source answered.
    let listing: PoolListing
    /// For each row of `embeddings`, the index of its picture in `pictures`.
    public let rows: [Int]
    /// The embeddings: `rows.count` of them.
    public let embeddings: EmbeddingMatrix
    /// The average colour of each picture, where it is known.
    public let colors: [PictureColor?]
    /// How many pictures were left out because their bytes could not be downloaded or used.
    public let skipped: Int
    /// Whether these are all pictures of the source, and each is ranked or known to be damaged.
    public let isComplete: Bool
    /// Whether it has expired, and is used since the source is unavailable.
    public let isStale: Bool
    /// Shared with the pool when it has expired.
    private let keptScale: KeptScale

    /// All pictures that the source has for the tag, in its order.
    public var pictures: [Picture] { listing.pictures }
    /// When the source answered.
    public var answered: Date { listing.answered }
    /// Why the source may have more pictures than these; nil if they are all.
    public var shortfall: String? { listing.shortfall }
    /// Whole seconds since the source answered, which is how old the addresses in the pool are.
    public var age: Int { Int(listing.age / .seconds(1)) }

    /// Puts a pool together from one embedding, or none, per picture.
    ///
    /// - Parameter colors: one, or none, per picture; nil if none is known.
    public convenience init(
        source: String, pictures: [Picture], embeddings: [Embedding?], skipped: Int, dimension: Int, answered: Date,
        colors: [PictureColor?]? = nil
    ) {
        precondition(pictures.count == embeddings.count, "one embedding, or none, per picture")
        var matrix = EmbeddingMatrix(count: pictures.count, dimension: dimension)
        for case (let index, let embedding?) in embeddings.enumerated() { matrix[index] = embedding }
        self.init(
            source: source, listing: PoolListing(answered: answered, pictures: pictures),
            rows: embeddings.indices.filter { embeddings[$0] != nil }, embeddings: matrix,
            colors: colors ?? Array(repeating: nil, count: pictures.count), skipped: skipped, isComplete: true)
    }

    /// Puts a pool together from a matrix with a row for each picture, of which only `rows` are filled.
    init(
        source: String, listing: PoolListing, rows: [Int], embeddings: EmbeddingMatrix, colors: [PictureColor?],
        skipped: Int, isComplete: Bool
    ) {
        self.source = source
        self.listing = listing
        self.rows = rows
        self.embeddings = embeddings.selecting(rows)
        self.colors = colors
        self.skipped = skipped
        self.isComplete = isComplete
        isStale = false
        keptScale = KeptScale()
    }

    private init(expired pool: ImagePool) {
        source = pool.source
        listing = pool.listing
        rows = pool.rows
        embeddings = pool.embeddings
        colors = pool.colors
        skipped = pool.skipped
        isComplete = false
        isStale = true
        keptScale = pool.keptScale
    }

    /// What the scores of its rows mean; always asked for with the same background and logit scale.
    func scale(by background: Background, logitScale: Float) -> PoolScale {
        keptScale.scale { background.scale(of: embeddings, logitScale: logitScale) }
    }

    /// The same pool, expired.
    func expired() -> ImagePool { ImagePool(expired: self) }
}

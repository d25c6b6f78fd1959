public import Foundation

/// A tag's listing in the shared cache, as the commands for the cache show it.
public struct StoredPool: Sendable {
    /// The source's identity in the cache.
    public let source: String
    /// How many pictures it may have.
    public let limit: Int
    public let tag: String
    public let pictures: [Picture]
    /// When the source answered.
    public let answered: Date
    /// Why the source may have more pictures than these; nil if they are all.
    public let shortfall: String?
    /// Whether searches use it; an expired one is used only while the source is unavailable.
    public let isFresh: Bool

    /// Reads a listing.
    ///
    /// - Returns: nil for the key of something else, or a value that cannot be read.
    public init?(key: String, value: [UInt8]) {
        guard let poolKey = CacheKeys.poolKey(key), let payload = CacheFrame.open(value),
            let listing = try? JSONDecoder().decode(PoolListing.self, from: Data(payload))
        else { return nil }
        source = poolKey.source
        limit = poolKey.limit
        tag = poolKey.tag
        pictures = listing.pictures
        answered = listing.answered
        shortfall = listing.shortfall
        isFresh = listing.isFresh
    }

    /// Time since the source answered.
    public var age: Duration { max(.zero, Duration(from: answered)) }

    /// The listing's key.
    public var key: String { CacheKeys.pool(PoolKey(source: source, limit: limit, tag: tag)) }

    /// The keys of the pictures' bytes, in their order.
    public var jpegKeys: [String] { pictures.map { CacheKeys.jpeg(source: source, id: $0.id) } }

    /// The keys of the pictures' embeddings by a model, in their order.
    public func embeddingKeys(model fingerprint: String) -> [String] {
        pictures.map { CacheKeys.embedding(model: fingerprint, source: source, id: $0.id) }
    }

    /// What the keys of the pictures' embeddings end with, whatever the model.
    public var embeddingKeyEnds: [String] { pictures.map { ":\(source):\($0.id)" } }
}

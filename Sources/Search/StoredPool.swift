public import Foundation

/// A tag's listing in the shared cache, as the commands for the cache show it.
public struct StoredPool: Sendable {
    private let poolKey: PoolKey
    private let listing: PoolListing

    /// Reads a listing.
    ///
    /// - Returns: nil for the key of something else, or a value that cannot be read.
    public init?(key: String, value: [UInt8]) {
        guard let poolKey = CacheKeys.poolKey(key), let payload = CacheFrame.open(value),
            let listing = try? JSONDecoder().decode(PoolListing.self, from: Data(payload))
        else { return nil }
        (self.poolKey, self.listing) = (poolKey, listing)
    }

    /// The source's identity in the cache.
    public var source: String { poolKey.source }
    /// How many pictures it may have.
    public var limit: Int { poolKey.limit }
    public var tag: String { poolKey.tag }
    public var pictures: [Picture] { listing.pictures }
    /// When the source answered.
    public var answered: Date { listing.answered }
    /// Time since the source answered.
    public var age: Duration { listing.age }
    /// Why the source may have more pictures than these; nil if they are all.
    public var shortfall: String? { listing.shortfall }
    /// Whether searches use it; an expired one is used only while the source is unavailable.
    public var isFresh: Bool { listing.isFresh }

    /// The listing's key.
    public var key: String { CacheKeys.pool(poolKey) }

    /// The keys of the pictures' bytes, in their order.
    public var jpegKeys: [String] { pictures.map { CacheKeys.jpeg(source: source, id: $0.id) } }

    /// What the keys of the pictures' embeddings end with, whatever the model.
    public var embeddingKeyEnds: [String] { pictures.map { ":\(source):\($0.id)" } }
}

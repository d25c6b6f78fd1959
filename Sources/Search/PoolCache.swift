import Foundation
import Synchronization

/// How pools lie in the shared cache: keys, lifetimes and forms.
///
/// | what | key | lives |
/// |---|---|---|
/// | a tag's list of pictures | source, pool size, tag | 24 h from the source's answer |
/// | a picture's bytes | picture | 24 h |
/// | a picture's embedding, or that it cannot be used | model fingerprint, picture | 30 days, or 24 h |
final class PoolCache: Sendable {
    /// What is known of a picture.
    enum StoredEmbedding: Sendable {
        case embedding(Embedding)
        /// Its bytes were tried and are no picture.
        case damaged
    }

    /// Addresses die after 24 hours, and Pixabay's rules forbid to keep answers for longer.
    static let listingLifetime = Duration.seconds(24 * 3600)
    /// A tag without pictures may soon have some.
    static let emptyListingLifetime = Duration.seconds(600)
    private static let pictureLifetime = Duration.seconds(24 * 3600)
    private static let embeddingLifetime = Duration.seconds(30 * 24 * 3600)
    private static let damagedLifetime = Duration.seconds(24 * 3600)
    private static let lockLifetime = Duration.seconds(20)
    private static let damagedMark: [UInt8] = Array("damaged".utf8)

    private let cache: any Cache
    private let model: ModelDescription
    private let source: String
    private let unreadableValues = Atomic<Int>(0)

    /// - Parameter source: the source's identity in the cache.
    init(cache: any Cache, model: ModelDescription, source: String) {
        self.cache = cache
        self.model = model
        self.source = source
    }

    /// How many values were found that could not be read.
    var unreadable: Int { unreadableValues.load(ordering: .relaxed) }

    func listing(_ key: PoolKey) -> PoolListing? {
        guard let payload = payloads(for: ["descry:1:pool:\(key)"])[0] else { return nil }
        guard let listing = try? JSONDecoder().decode(PoolListing.self, from: Data(payload)) else {
            unreadableValues.add(1, ordering: .relaxed)
            return nil
        }
        let age = Date().timeIntervalSince(listing.answered)
        // Clocks differ a little; a time that is further off is rubbish, and would not even fit a Duration.
        guard (-60...Self.listingLifetime / .seconds(1)).contains(age) else { return nil }
        return .seconds(age) < Self.lifetime(of: listing.pictures) ? listing : nil
    }

    func store(_ listing: PoolListing, for key: PoolKey) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let json = try? encoder.encode(listing) else { return }
        let age = Duration.seconds(Date().timeIntervalSince(listing.answered))
        let lifetime = Self.lifetime(of: listing.pictures) - age
        guard lifetime >= .seconds(1) else { return }
        cache.set([("descry:1:pool:\(key)", CacheFrame.seal(Array(json)))], lifetime: lifetime)
    }

    func embeddings(of pictures: [Picture]) -> [StoredEmbedding?] {
        payloads(for: pictures.map(embeddingKey)).map { payload in
            guard let payload else { return nil }
            if payload == Self.damagedMark { return .damaged }
            guard let embedding = Embedding(float16Bytes: payload, dimension: model.dimension) else {
                unreadableValues.add(1, ordering: .relaxed)
                return nil
            }
            return .embedding(embedding)
        }
    }

    func store(_ embeddings: [(picture: Picture, embedding: Embedding)], damaged: [Picture]) {
        cache.set(
            embeddings.map { (embeddingKey($0.picture), CacheFrame.seal($0.embedding.float16Bytes)) },
            lifetime: Self.embeddingLifetime)
        cache.set(
            damaged.map { (embeddingKey($0), CacheFrame.seal(Self.damagedMark)) }, lifetime: Self.damagedLifetime)
    }

    func bytes(of picture: Picture) -> [UInt8]? {
        payloads(for: [bytesKey(picture)])[0]
    }

    func store(_ bytes: [(picture: Picture, bytes: [UInt8])]) {
        cache.set(
            bytes.map { (bytesKey($0.picture), CacheFrame.seal($0.bytes)) }, lifetime: Self.pictureLifetime)
    }

    func lock(_ key: PoolKey, token: String) -> CacheLock {
        cache.lock("descry:1:lock:\(key)", token: token, lifetime: Self.lockLifetime)
    }

    func unlock(_ key: PoolKey, token: String) {
        cache.unlock("descry:1:lock:\(key)", token: token)
    }

    static func lifetime(of pictures: [Picture]) -> Duration {
        pictures.isEmpty ? emptyListingLifetime : listingLifetime
    }

    private func payloads(for keys: [String]) -> [[UInt8]?] {
        guard !keys.isEmpty else { return [] }
        return cache.values(for: keys).map { frame in
            guard let frame else { return nil }
            guard let payload = CacheFrame.open(frame) else {
                unreadableValues.add(1, ordering: .relaxed)
                return nil
            }
            return payload
        }
    }

    private func embeddingKey(_ picture: Picture) -> String {
        "descry:1:embedding:\(model.fingerprint):\(source):\(picture.id)"
    }

    private func bytesKey(_ picture: Picture) -> String {
        "descry:1:jpeg:\(source):\(picture.id)"
    }
}

/// What tells one pool from another.
struct PoolKey: Sendable, Hashable, CustomStringConvertible {
    let source: String
    let limit: Int
    let tag: String

    var description: String { "\(source):\(limit):\(tag)" }
}

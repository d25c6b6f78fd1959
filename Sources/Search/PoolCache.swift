import Foundation
import Ranking
import Synchronization

/// How pools are stored in the shared cache: keys, lifetimes and formats.
///
/// | what | key | lives |
/// |---|---|---|
/// | a tag's listing | source, pool size, tag | 7 days; fresh as long as the source allows |
/// | a tag's listing without pictures | source, pool size, tag | 10 minutes |
/// | a picture's bytes | picture | as long as the source allows |
/// | a picture's embedding with its colour, or that its bytes are damaged | model fingerprint, picture | 30 days, or 24 h |
final class PoolCache: Sendable {
    enum StoredEmbedding: Sendable {
        case encoded(EncodedPicture)
        /// Its bytes are complete, and they cannot be decoded.
        case damaged(DamageMark)
    }

    private static let embeddingLifetime = Duration.seconds(30 * 24 * 3600)
    /// The limit of a listing, for each picture; addresses, texts and their JSON usually take a tenth of it.
    private static let listingBytes = 16_384
    /// Of a lock that is not renewed.
    static let lockLifetime = Duration.seconds(2)

    private let cache: any Cache
    private let model: ModelDescription
    private let source: String
    private let pictureLifetime: Duration
    private let unreadableValues = Atomic<Int>(0)

    init(cache: any Cache, model: ModelDescription, source: any ImageSource) {
        self.cache = cache
        self.model = model
        self.source = source.cacheIdentity
        pictureLifetime = source.answerLifetime
    }

    var unreadable: Int { unreadableValues.load(ordering: .relaxed) }

    /// A tag's listing, fresh or expired; one that is longer than a pool may be is unreadable.
    func listing(_ key: PoolKey) -> PoolListing? {
        guard let payload = payloads(for: [CacheKeys.pool(key)])[0] else { return nil }
        guard payload.count / Self.listingBytes <= key.limit,
            let listing = try? JSONDecoder().decode(PoolListing.self, from: Data(payload)),
            listing.pictures.count <= key.limit
        else {
            unreadableValues.add(1, ordering: .relaxed)
            return nil
        }
        // Clocks differ a little; a time that is further off is wrong.
        guard (.seconds(-60)...PoolListing.staleLifetime).contains(Duration(from: listing.answered)) else { return nil }
        return listing.isFresh || listing.isUsefulWhenStale ? listing : nil
    }

    func store(_ listing: PoolListing, for key: PoolKey) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let json = try? encoder.encode(listing) else { return }
        let lifetime = (listing.pictures.isEmpty ? listing.lifetime : PoolListing.staleLifetime) - listing.age
        guard lifetime >= .seconds(1) else { return }
        cache.set([(CacheKeys.pool(key), CacheFrame.seal(Array(json)))], lifetime: lifetime)
    }

    func embeddings(of pictures: [Picture]) -> [StoredEmbedding?] {
        payloads(for: pictures.map(embeddingKey)).map { payload in
            guard let payload else { return nil }
            if let mark = DamageMark(payload: payload) { return .damaged(mark) }
            guard let picture = EncodedPicture(payload: payload, dimension: model.dimension) else {
                unreadableValues.add(1, ordering: .relaxed)
                return nil
            }
            return .encoded(picture)
        }
    }

    func store(_ pictures: [(picture: Picture, encoded: EncodedPicture)]) {
        guard !pictures.isEmpty else { return }
        cache.set(
            pictures.map { (embeddingKey($0.picture), CacheFrame.seal($0.encoded.payload)) },
            lifetime: Self.embeddingLifetime)
    }

    func store(_ marks: [(picture: Picture, mark: DamageMark)]) {
        let entries = marks.compactMap { picture, mark in
            mark.payload.map { (embeddingKey(picture), CacheFrame.seal($0)) }
        }
        cache.set(entries, lifetime: DamageMark.lifetime)
    }

    func bytes(of picture: Picture) -> [UInt8]? {
        payloads(for: [bytesKey(picture)])[0].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Removes pictures' bytes that cannot be used, so that they are downloaded again next time.
    func forgetBytes(of pictures: [Picture]) {
        cache.set(pictures.map { (bytesKey($0), CacheFrame.seal([])) }, lifetime: .seconds(1))
    }

    func store(_ bytes: [(picture: Picture, bytes: [UInt8])]) {
        cache.set(
            bytes.map { (bytesKey($0.picture), CacheFrame.seal($0.bytes)) }, lifetime: pictureLifetime)
    }

    func lock(_ key: PoolKey, token: String) -> CacheLock {
        cache.lock(CacheKeys.lock(key), token: token, lifetime: Self.lockLifetime)
    }

    func renewLock(_ key: PoolKey, token: String) {
        cache.renew(CacheKeys.lock(key), token: token, lifetime: Self.lockLifetime)
    }

    func unlock(_ key: PoolKey, token: String) {
        cache.unlock(CacheKeys.lock(key), token: token)
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
        CacheKeys.embedding(model: model.fingerprint, source: source, id: picture.id)
    }

    private func bytesKey(_ picture: Picture) -> String {
        CacheKeys.jpeg(source: source, id: picture.id)
    }
}

struct PoolKey: Sendable, Hashable, CustomStringConvertible {
    let source: String
    let limit: Int
    let tag: String

    var description: String { "\(source):\(limit):\(tag)" }
}

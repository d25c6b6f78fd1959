import Foundation
import Ranking
import Threads
import Tracing

/// Loads a pool from the shared cache, or from the source through decoding and encoding.
struct PoolLoader: Sendable {
    let source: any ImageSource
    let encoder: any ImageEncoder
    let cache: PoolCache
    let failures: PictureFailures
    let breaker: CircuitBreaker
    let relistPauses: RelistPauses
    /// How long the source may take for a listing.
    let listTimeout: Duration
    /// How long the downloads may take; searches have been answered with a part by then.
    let downloadTimeout: Duration

    /// Seconds between two checks whether another process has the pool ready.
    private static let pollInterval = 0.05

    private struct Found {
        var listing: PoolListing?
        var embeddings: [PoolCache.StoredEmbedding?] = []

        var isFresh: Bool { listing?.isFresh ?? false }
        var isComplete: Bool { isFresh && embeddings.allSatisfy { $0 != nil } }
        /// Whether the rest is not worth waiting for: another process may wait for one slow picture.
        var isNearlyComplete: Bool {
            isFresh && embeddings.count { $0 == nil } <= max(1, embeddings.count / 10)
        }
    }

    /// Loads a pool.
    ///
    /// - Parameter expired: the pool as it was before it expired, if it is known.
    /// - Returns: an expired pool to answer with, since the source is unavailable; nil if the load has the pool.
    /// - Throws: if there is neither.
    func load(_ key: PoolKey, expired: ImagePool?, into load: PoolLoad) throws(SearchError) -> ImagePool? {
        var found = lookUp(key)
        let stale = found.isFresh ? nil : stalePool(found, expired)
        // Before callers give up, and not at once: the source may answer.
        if let stale { load.offer(stale, at: .now + listTimeout / 3) }
        let lease = found.isComplete ? nil : takeLock(key, found: &found)
        defer { lease?.end() }

        guard let listing = found.listing, listing.isFresh else {
            let listing: PoolListing
            do {
                listing = try askSource(key, for: load.client)
            } catch {
                if let stale, error.allowsStalePool { return stale }
                throw .source(error)
            }
            // At once, so that no other process asks the source again, however long the pictures take.
            cache.store(listing, for: key)
            load.begin(with: listing, origin: .source)
            loadPictures(of: listing, known: cache.embeddings(of: listing.pictures), into: load, lease: lease)
            return nil
        }
        load.begin(with: listing, origin: .cache)
        let refused = loadPictures(of: listing, known: found.embeddings, into: load, lease: lease)
        if refused > 0, let pool = load.partial()?.pool, hasDeadLinks(pool, key, refused: refused) {
            relist(key, in: pool, ownsLock: lease != nil, into: load)
        }
        return nil
    }

    /// The newest expired pool from which a search can be answered.
    private func stalePool(_ found: Found, _ expired: ImagePool?) -> ImagePool? {
        let expired = expired.flatMap { $0.listing.isUsefulWhenStale && !$0.rows.isEmpty ? $0.expired() : nil }
        guard let listing = found.listing, listing.answered > expired?.answered ?? .distantPast else { return expired }
        let encoded = found.embeddings.map { stored -> EncodedPicture? in
            if case .encoded(let picture) = stored { picture } else { nil }
        }
        let embeddings = encoded.map { $0?.embedding }
        guard embeddings.contains(where: { $0 != nil }) else { return expired }
        // The addresses may have expired, so missing pictures are not downloaded.
        return ImagePool(
            source: source.name, pictures: listing.pictures, embeddings: embeddings,
            skipped: embeddings.count { $0 == nil }, dimension: encoder.model.dimension, answered: listing.answered,
            colors: encoded.map { $0?.color }
        ).expired()
    }

    /// Loads what is missing in a pool; asks the source again if the listing is only a part, or its addresses have
    /// expired.
    func refresh(_ pool: ImagePool, _ key: PoolKey, checksLinks: Bool, into load: PoolLoad) {
        let listing = pool.listing
        load.begin(with: listing, origin: .cache)
        if listing.shortfall != nil, relist(key, in: pool, ownsLock: false, into: load) { return }
        let refused = loadPictures(of: listing, known: known(listing, from: pool), into: load)
        if refused > 0 || checksLinks, hasDeadLinks(pool, key, refused: refused) {
            relist(key, in: pool, ownsLock: false, into: load)
        }
    }

    // MARK: Listings

    private func lookUp(_ key: PoolKey) -> Found {
        guard let listing = cache.listing(key) else { return Found() }
        return Found(listing: listing, embeddings: cache.embeddings(of: listing.pictures))
    }

    private func askSource(_ key: PoolKey, for client: String) throws(SourceError) -> PoolListing {
        let answer = try Trace.span("listing") { () throws(SourceError) in
            try breaker.perform { () throws(SourceError) in
                try source.listing(tagged: key.tag, limit: key.limit, for: client, deadline: .after(listTimeout))
            }
        }
        for rejected in answer.rejected {
            failures.rejected(rejected.id, PictureFailure(.badListing, detail: rejected.detail))
        }
        return try PoolListing(answer, lifetime: source.answerLifetime)
    }

    /// Takes the lock on the tag, or waits until its owner has loaded the pool.
    private func takeLock(_ key: PoolKey, found: inout Found) -> LockLease? {
        let token = UUID().uuidString
        // Well before callers give up: the owner may be waiting for a source that does not answer.
        let deadline = Deadline.after(listTimeout / 3)
        var isWaiting = false
        while !deadline.hasPassed {
            switch cache.lock(key, token: token) {
            case .taken:
                // Its owner may have finished after our last check.
                if isWaiting { found = lookUp(key) }
                return LockLease(cache, key, token: token)
            case .unavailable:
                return nil
            case .heldByAnother:
                isWaiting = true
                Thread.sleep(forTimeInterval: Self.pollInterval)
                found = lookUp(key)
                if found.isNearlyComplete { return nil }
            }
        }
        return nil
    }

    // MARK: Asking again

    /// Replaces a listing by a newer one and loads its pictures, if the source's rules allow to ask again.
    ///
    /// - Parameters:
    ///   - pool: the pool of the older listing, whose embeddings are used again.
    ///   - ownsLock: whether the caller has the lock on the tag.
    /// - Returns: whether there was a newer listing.
    @discardableResult
    private func relist(_ key: PoolKey, in pool: ImagePool, ownsLock: Bool, into load: PoolLoad) -> Bool {
        guard relistPauses.allow(key, pool.listing) else { return false }
        var newer = cache.listing(key).flatMap { $0.isFresh && $0.answered > pool.answered ? $0 : nil }
        let origin = newer == nil ? PoolOrigin.source : .cache
        if newer == nil {
            let token = UUID().uuidString
            // The lock's owner is asking the source; its listing is in the cache at the next refresh.
            let lock = ownsLock ? .unavailable : cache.lock(key, token: token)
            guard lock != .heldByAnother else { return false }
            let lease = lock == .taken ? LockLease(cache, key, token: token) : nil
            defer { lease?.end() }
            relistPauses.asked(key)
            newer = try? askSource(key, for: load.client)
            if let newer, isBetter(newer, than: pool) { cache.store(newer, for: key) }
        }
        guard let newer, isBetter(newer, than: pool) else { return false }
        load.begin(with: newer, origin: origin)
        for picture in newer.pictures { failures.allowRetry(picture.id) }
        let refused = loadPictures(of: newer, known: known(newer, from: pool), into: load)
        if newer.shortfall == nil, 2 * refused <= newer.pictures.count { relistPauses.helped(key) }
        return true
    }

    /// A partial listing with fewer pictures is not.
    private func isBetter(_ listing: PoolListing, than pool: ImagePool) -> Bool {
        listing.shortfall == nil || listing.pictures.count >= pool.pictures.count
    }

    /// Whether most pictures of a pool's listing are refused, or most of some samples of those that are ranked.
    private func hasDeadLinks(_ pool: ImagePool, _ key: PoolKey, refused: Int) -> Bool {
        guard relistPauses.allow(key, pool.listing) else { return false }
        if 2 * refused > pool.pictures.count { return true }
        let samples = pool.rows.shuffled().prefix(3).map { pool.pictures[$0] }
        var refusedSamples = 0
        source.download(samples, deadline: .after(listTimeout)) { _, result in
            if case .failure(let error) = result, PictureFailure(error).isRefusal { refusedSamples += 1 }
        }
        return 2 * refusedSamples > samples.count
    }

    /// The embeddings of a listing's pictures: those of a pool, then what the cache has.
    private func known(_ listing: PoolListing, from pool: ImagePool) -> [PoolCache.StoredEmbedding?] {
        let rows = Dictionary(zip(pool.rows.map { pool.pictures[$0].id }, pool.rows.indices)) { first, _ in first }
        return zip(listing.pictures, cache.embeddings(of: listing.pictures)).map { picture, stored in
            rows[picture.id].map {
                .encoded(EncodedPicture(pool.embeddings[$0], color: pool.colors[pool.rows[$0]]))
            } ?? stored
        }
    }
}

import Foundation
import Synchronization

/// Brings a pool from the shared cache, or from the source through decoding and encoding.
struct PoolLoader: Sendable {
    let source: any ImageSource
    let encoder: any ImageEncoder
    let cache: PoolCache
    /// How long the source may take for its list.
    let listTimeout: Duration
    /// How long the downloads may take; whoever asked has been answered with a part by then.
    let downloadTimeout: Duration

    /// How often one looks whether another process has the pool ready.
    private static let pollInterval = 0.05
    /// Bytes of pictures that wait to be written to the cache: one write must be done within its time limit.
    private static let bytesPerWrite = 1 << 20

    private struct Found {
        var listing: PoolListing?
        var embeddings: [PoolCache.StoredEmbedding?] = []

        var isComplete: Bool { listing != nil && embeddings.allSatisfy { $0 != nil } }
    }

    /// Loads a pool.
    ///
    /// - Parameter previous: the pool as it was, of which only what is missing is brought.
    func load(_ key: PoolKey, previous: ImagePool?, into flight: PoolFlight) throws(SearchError) {
        if let previous {
            let listing = PoolListing(answered: previous.answered, pictures: previous.pictures)
            flight.listed(listing, origin: .cache)
            var known = cache.embeddings(of: previous.pictures)
            for (index, embedding) in previous.embeddingsByPicture { known[index] = .embedding(embedding) }
            bring(listing, known: known, into: flight)
            return
        }
        var found = lookUp(key)
        let token = UUID().uuidString
        let ownsLock = !found.isComplete && takeLock(key, token: token, found: &found)
        defer { if ownsLock { cache.unlock(key, token: token) } }

        guard let listing = found.listing else {
            let pictures: [Picture]
            do {
                pictures = try source.pictures(tagged: key.tag, limit: key.limit, deadline: .after(listTimeout))
            } catch {
                throw .source(error)
            }
            let listing = PoolListing(answered: Date(), pictures: pictures)
            // At once, so that no other process asks the source again, however long the pictures take.
            cache.store(listing, for: key)
            flight.listed(listing, origin: .source)
            bring(listing, known: cache.embeddings(of: pictures), into: flight)
            return
        }
        flight.listed(listing, origin: .cache)
        bring(listing, known: found.embeddings, into: flight)
    }

    private func lookUp(_ key: PoolKey) -> Found {
        guard let listing = cache.listing(key) else { return Found() }
        return Found(listing: listing, embeddings: cache.embeddings(of: listing.pictures))
    }

    /// Takes the lock on the tag, or waits for what its owner brings.
    private func takeLock(_ key: PoolKey, token: String, found: inout Found) -> Bool {
        // Well before those who ask give up: the lock's owner may be dead.
        let deadline = Deadline.after(listTimeout / 3)
        var isWaiting = false
        while !deadline.hasPassed {
            switch cache.lock(key, token: token) {
            case .taken:
                // Its owner may have finished between our look and our lock.
                if isWaiting { found = lookUp(key) }
                return true
            case .unavailable:
                return false
            case .heldByAnother:
                isWaiting = true
                Thread.sleep(forTimeInterval: Self.pollInterval)
                found = lookUp(key)
                if found.isComplete { return false }
            }
        }
        return false
    }

    private func bring(
        _ listing: PoolListing, known: [PoolCache.StoredEmbedding?], into flight: PoolFlight
    ) {
        let deadline = Deadline.after(downloadTimeout)
        let pictures = listing.pictures
        var missing: [Int] = []
        for (index, stored) in known.enumerated() {
            switch stored {
            case .embedding(let embedding): flight.settle(index, with: embedding, isNew: false)
            case .damaged: flight.skip(index, mayReturn: false)
            case nil: missing.append(index)
            }
        }
        guard !missing.isEmpty else { return }

        let encoded = Encoded()
        var fresh: [(picture: Picture, bytes: [UInt8])] = []
        var freshBytes = 0
        var absent: [Int] = []
        for index in missing {
            // One by one: they are large, and the encoder takes them as they come.
            if !source.isLocal, let bytes = cache.bytes(of: pictures[index]) {
                encode(bytes, index, into: flight, and: encoded)
            } else {
                absent.append(index)
            }
        }
        source.download(absent.map { pictures[$0] }, deadline: deadline) { position, result in
            let index = absent[position]
            switch result {
            case .success(let bytes):
                encode(bytes, index, into: flight, and: encoded)
                guard !source.isLocal else { return }
                fresh.append((pictures[index], bytes))
                freshBytes += bytes.count
                if freshBytes >= Self.bytesPerWrite {
                    cache.store(fresh)
                    (fresh, freshBytes) = ([], 0)
                }
            case .failure(.badAnswer):
                encoded.results.withLock { $0.damaged.append(index) }
                flight.skip(index, mayReturn: false)
            case .failure:
                flight.skip(index, mayReturn: true)
            }
        }
        // Without a limit: the encoder answers for each, and what it has done late is as good for the cache.
        flight.waitForPictures()

        let (embeddings, damaged) = encoded.results.withLock { $0 }
        cache.store(
            embeddings.map { (pictures[$0.index], $0.embedding) }, damaged: damaged.map { pictures[$0] })
        cache.store(fresh)
    }

    /// What came out of the encoder, to be written to the cache in one go.
    private final class Encoded: Sendable {
        let results = Mutex<(embeddings: [(index: Int, embedding: Embedding)], damaged: [Int])>(([], []))
    }

    private func encode(_ bytes: [UInt8], _ index: Int, into flight: PoolFlight, and encoded: Encoded) {
        encoder.encode(jpeg: bytes) { result in
            switch result {
            case .success(let embedding):
                encoded.results.withLock { $0.embeddings.append((index, embedding)) }
                flight.settle(index, with: embedding, isNew: true)
            case .failure(.damagedPicture):
                encoded.results.withLock { $0.damaged.append(index) }
                flight.skip(index, mayReturn: false)
            case .failure:
                flight.skip(index, mayReturn: true)
            }
        }
    }
}

import Ranking
import Synchronization
import Threads
import Tracing

/// Pictures to embeddings: from the shared cache, else by download, decoding and encoding.
extension PoolLoader {
    /// Bytes of pictures in one write to the cache, which has a time limit.
    private static let bytesPerWrite = 1 << 20
    /// How long pictures' bytes are read from the cache: a slow cache is no faster than the pictures' host.
    private static let cacheTime = Duration.seconds(1)

    private struct Missing {
        let index: Int
        let picture: Picture
        let mark: DamageMark?
    }

    /// Gives the load each picture of a listing: its embedding, or the reason why it is left out.
    ///
    /// - Parameters:
    ///   - known: what the cache has for each picture.
    ///   - lease: the lock on the tag, if it is ours.
    /// - Returns: how many pictures were refused, now or so recently that they were not tried again.
    @discardableResult
    func loadPictures(
        of listing: PoolListing, known: [PoolCache.StoredEmbedding?], into load: PoolLoad, lease: LockLease? = nil
    ) -> Int {
        var missing: [Missing] = []
        var refused = 0
        for (index, (picture, stored)) in zip(listing.pictures, known).enumerated() {
            switch stored {
            case .encoded(let picture):
                load.add(picture, at: index, isNew: false)
            case .damaged(let mark) where mark.remaining() != nil:
                failures.damaged(picture.id, mark, isNew: false)
                load.skip(index, mark.failure)
            case .damaged(let mark):
                missing.append(Missing(index: index, picture: picture, mark: mark))
            case nil:
                missing.append(Missing(index: index, picture: picture, mark: failures.mark(of: picture.id)))
            }
        }
        missing.removeAll { missing in
            guard let failure = failures.standing(missing.picture.id) else { return false }
            load.skip(missing.index, failure)
            refused += failure.isRefusal ? 1 : 0
            return true
        }
        if !missing.isEmpty { refused += fetch(missing, into: load, lease) }
        return refused
    }

    /// Downloads, decodes and encodes pictures, and writes the outcome to the cache.
    ///
    /// - Returns: how many were refused.
    private func fetch(_ missing: [Missing], into load: PoolLoad, _ lease: LockLease?) -> Int {
        let encoded = Encoded()
        // So that other processes need not wait for the slowest picture.
        lease?.withEachRenewal { [cache] in cache.store(encoded.takeEmbeddings()) }
        var fresh: [(picture: Picture, bytes: [UInt8])] = []
        var freshBytes = 0
        var absent: [Missing] = []
        var refused = 0
        let cacheEnd = Deadline.after(Self.cacheTime)
        for missing in missing {
            // One by one: they are large, and the encoder takes them as they come.
            if !source.isLocal, !cacheEnd.hasPassed, let bytes = cache.bytes(of: missing.picture) {
                encode(bytes, missing, areFresh: false, into: load, and: encoded)
            } else {
                absent.append(missing)
            }
        }
        source.download(absent.map(\.picture), deadline: .after(downloadTimeout)) { position, result in
            let missing = absent[position]
            switch result {
            case .success(let bytes):
                encode(bytes, missing, areFresh: true, into: load, and: encoded)
                guard !source.isLocal else { return }
                fresh.append((missing.picture, bytes))
                freshBytes += bytes.count
                if freshBytes >= Self.bytesPerWrite {
                    cache.store(fresh)
                    (fresh, freshBytes) = ([], 0)
                }
            case .failure(let error):
                let failure = PictureFailure(error)
                refused += failure.isRefusal ? 1 : 0
                failures.failed(missing.picture.id, failure, pause: error.pause)
                load.skip(missing.index, failure)
            }
        }
        // While the encoder works, so that no search waits for it.
        cache.store(fresh)
        // Without a limit: the encoder completes each, and late embeddings are useful for the cache.
        Trace.span("wait for the encoder") { load.waitForPictures() }

        cache.store(encoded.takeEmbeddings())
        let results = encoded.results.withLock { $0 }
        // After `store`, which may have stored them.
        cache.forgetBytes(of: results.undecodable)
        cache.store(results.marks)
        return refused
    }

    /// What the encoder has finished, to be written to the cache in batches.
    private final class Encoded: Sendable {
        struct Results {
            var embeddings: [(picture: Picture, encoded: EncodedPicture)] = []
            var marks: [(picture: Picture, mark: DamageMark)] = []
            var undecodable: [Picture] = []
        }

        let results = Mutex(Results())

        func takeEmbeddings() -> [(picture: Picture, encoded: EncodedPicture)] {
            results.withLock { results in
                defer { results.embeddings = [] }
                return results.embeddings
            }
        }
    }

    /// - Parameter areFresh: whether the bytes came from the source just now, not from the shared cache.
    private func encode(
        _ bytes: [UInt8], _ missing: Missing, areFresh: Bool, into load: PoolLoad, and encoded: Encoded
    ) {
        let (index, picture) = (missing.index, missing.picture)
        @Sendable func refuse(_ failure: PictureFailure) {
            let mark = DamageMark(bytes, failure, earlier: missing.mark)
            encoded.results.withLock { results in
                results.undecodable.append(picture)
                results.marks.append((picture, mark))
            }
            failures.damaged(picture.id, mark, isNew: true)
            load.skip(index, failure)
        }
        encoder.encode(picture: bytes) { result in
            switch result {
            case .success(let result):
                failures.succeeded(picture.id)
                encoded.results.withLock { $0.embeddings.append((picture, result)) }
                load.add(result, at: index, isNew: true)
            case .failure(.pictureTooLarge(let detail)):
                refuse(PictureFailure(.tooLarge, detail: detail))
            case .failure(.damagedPicture(let detail)):
                if source.isLocal || areFresh && DamageMark.isWholeJPEG(bytes) {
                    refuse(PictureFailure(.damaged, detail: detail))
                } else {
                    encoded.results.withLock { $0.undecodable.append(picture) }
                    let what =
                        areFresh ? "The picture did not arrive as a whole" : "The bytes in the cache cannot be decoded"
                    let failure = PictureFailure(.badAnswer, detail: "\(what): \(detail).")
                    failures.failed(picture.id, failure)
                    load.skip(index, failure)
                }
            case .failure(.stopped):
                // Nothing is wrong with the picture.
                load.skip(index, PictureFailure(.encoder, detail: "The process is shutting down."))
            case .failure(let error):
                let failure = PictureFailure(.encoder, detail: "\(error)")
                failures.failed(picture.id, failure)
                load.skip(index, failure)
            }
        }
    }
}

extension SourceError {
    fileprivate var pause: Duration {
        if case .rateLimited(let seconds) = self { .seconds(min(seconds, 600)) } else { .zero }
    }
}

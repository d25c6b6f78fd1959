import Ranking
import Synchronization
public import Threads

/// Answers queries: the tag's pool, the sentence's embedding, the ranking.
///
/// Calls block; any number of threads may call at once.
public final class SearchService: Sendable {
    private let pools: PoolStore
    private let encoder: any TextEncoder
    private let sentences: SentenceStore
    private let nearby: NearbyAnswers?
    private let answers: KeptAnswers
    private let places: WaitingPlaces
    private let background = Mutex(Background?.none)

    /// - Parameters:
    ///   - sentences: how many sentences' embeddings are kept in memory, at least.
    ///   - nearby: the cosine, below 1, from which on a sentence is answered with the ranking of an earlier sentence
    ///     for the same tag; nil to rank for every sentence.
    ///   - answerMemory: the most bytes of answers that are kept.
    ///   - maximumWaiting: how many callers may wait for loads or for another caller's encoding, at most half of
    ///     them of one client; more are refused, so that threads are left for searches that need not wait.
    public init(
        pools: PoolStore, encoder: any TextEncoder, sentences: Int = 4096, nearby: Float? = nil,
        answerMemory: Int = 16 << 20, maximumWaiting: Int = .max
    ) {
        self.pools = pools
        self.encoder = encoder
        places = WaitingPlaces(limit: maximumWaiting)
        self.nearby = nearby.map { NearbyAnswers(similarity: $0) }
        answers = KeptAnswers(memory: answerMemory)
        self.sentences = SentenceStore(encoder: encoder, capacity: sentences, places: places)
    }

    /// Sets what scores are compared with; before that, answers have no matches.
    ///
    /// To be called once: pools keep what they have computed with it.
    public func compare(with background: Background) {
        self.background.withLock { $0 = background }
    }

    /// Whether a query may leave out its tag.
    public var tagIsOptional: Bool { pools.hasUntaggedPool }

    /// As ``search(_:for:deadline:waits:progress:)``, without reports of progress.
    ///
    /// - Parameter variant: for a caller that keeps the answer's bytes in ``SearchResult/place``: what they depend on
    ///   besides the query and the pool.
    public func search(
        _ query: SearchQuery, for caller: Caller = Caller(), deadline: Deadline, waits: (any WaitObserver)? = nil,
        keptAs variant: String? = nil
    ) throws(SearchError) -> SearchResult {
        try search(
            query, for: caller, deadline: deadline, waits: waits, variant: variant, reports: false
        ) { _ in true }
    }

    /// The best pictures for a query, with reports of progress.
    ///
    /// - Parameters:
    ///   - caller: the client, and how long the sentence may wait.
    ///   - deadline: what has not arrived by then is left out, and the answer's pool says so.
    ///   - waits: called when the search begins and ends waiting for the encoder or for a pool.
    ///   - progress: called on the calling thread while the pool is being loaded; returns whether to go on. If not, the
    ///     search throws `cancelled`; loading goes on.
    public func search(
        _ query: SearchQuery, for caller: Caller = Caller(), deadline: Deadline, waits: (any WaitObserver)? = nil,
        progress: (SearchProgress) -> Bool
    ) throws(SearchError) -> SearchResult {
        try search(
            query, for: caller, deadline: deadline, waits: waits, variant: nil, reports: true, progress: progress)
    }

    private func search(
        _ query: SearchQuery, for caller: Caller, deadline: Deadline, waits: (any WaitObserver)?, variant: String?,
        reports: Bool, progress: (SearchProgress) -> Bool
    ) throws(SearchError) -> SearchResult {
        let start = ContinuousClock.now
        // The request may have waited too long for a thread.
        guard !deadline.hasPassed else { throw .overloaded }
        var pending = try pools.pool(tagged: query.tag, for: caller.client)
        let isLoading = if case .loading = pending { true } else { false }
        if isLoading { guard places.take(for: caller.client) else { throw .overloaded } }
        defer { if isLoading { places.leave(caller.client) } }
        let looked = ContinuousClock.now
        if let known = known(query, in: pending, variant: variant, start: start, looked: looked) { return known }
        // The pool is loaded at the same time; the encoder takes sentences before pictures.
        let sentence = try embedding(
            of: query.text, for: caller, hasPlace: isLoading, deadline: deadline, waits: waits)
        let encoded = EncodedQuery(query: query, sentence: sentence, start: start, looked: looked, encoded: .now)

        while true {
            switch pending {
            case .ready(let pool, let version):
                return result(
                    for: encoded, in: .init(pool: pool, origin: .memory, encodedPictures: 0), usesNearby: true,
                    place: place(for: query, in: version, variant: variant))
            case .loading(let load):
                do throws(SearchError) {
                    let snapshot = try wait(for: load, encoded, deadline, waits, reports: reports, progress)
                    return result(for: encoded, in: snapshot, usesNearby: snapshot.isComplete)
                } catch .source(.clientLimited) where load.client != caller.client && !deadline.hasPassed {
                    // Another client's share is used up, not this one's.
                    pending = try pools.pool(tagged: query.tag, for: caller.client)
                }
            }
        }
    }

    /// The result of a search whose answer's bytes are kept; nil if they are not.
    private func known(
        _ query: SearchQuery, in pending: PoolStore.Pending, variant: String?, start: ContinuousClock.Instant,
        looked: ContinuousClock.Instant
    ) -> SearchResult? {
        guard case .ready(let pool, let version) = pending,
            let place = place(for: query, in: version, variant: variant), place.bytes != nil
        else { return nil }
        let end = ContinuousClock.now
        return SearchResult(
            query: query, nearbyCosine: nil, pictures: [], match: nil, place: place, pool: pool, origin: .memory,
            encodedPictures: 0,
            timing: .init(pool: looked - start, encode: .zero, rank: end - looked, total: end - start))
    }

    private func place(for query: SearchQuery, in pool: Int, variant: String?) -> AnswerPlace? {
        guard let variant else { return nil }
        let key = KeptAnswers.Key(
            pool: pool, tag: query.tag, sentence: query.text, count: query.count, offset: query.offset,
            hasMatches: background.withLock { $0 != nil }, variant: variant)
        return AnswerPlace(key: key, answers: answers, bytes: answers.answer(for: key))
    }

    /// The pool once it is loaded, or as much of it as there is in time.
    private func wait(
        for load: PoolLoad, _ encoded: EncodedQuery, _ deadline: Deadline, _ waits: (any WaitObserver)?,
        reports: Bool, _ progress: (SearchProgress) -> Bool
    ) throws(SearchError) -> PoolLoad.Snapshot {
        try waits.whileWaiting { () throws(SearchError) in
            try load.pool(by: deadline, reports: reports) { report in
                waits.whileWorking {
                    progress(
                        SearchProgress(pool: report) {
                            load.partial().map { self.result(for: encoded, in: $0, usesNearby: false) }
                        })
                }
            }
        }
    }

    private struct EncodedQuery {
        let query: SearchQuery
        let sentence: Embedding
        /// When the search began, when it knew where the pool is, and when it had the embedding.
        let start, looked, encoded: ContinuousClock.Instant
    }

    /// Ranks a pool.
    ///
    /// - Parameters:
    ///   - usesNearby: whether a ranking of a nearby sentence will do, and this one may be kept for others.
    ///   - place: for the answer's bytes, unless the ranking is that of a nearby sentence: it is dropped earlier.
    private func result(
        for encoded: EncodedQuery, in snapshot: PoolLoad.Snapshot, usesNearby: Bool, place: AnswerPlace? = nil
    ) -> SearchResult {
        let loaded = ContinuousClock.now
        let (query, pool, scale) = (encoded.query, snapshot.pool, encoder.model.logitScale)
        // The best pictures that an offset leaves out are found again: that takes less than keeping rankings.
        let rank = { pool.embeddings.best(query.depth, for: encoded.sentence, logitScale: scale) }
        let (rows, nearbyCosine) =
            if let nearby, usesNearby {
                nearby.ranking(for: query, encoded.sentence, in: pool, rank: rank)
            } else {
                (rank(), Float?.none)
            }
        let comparison = background.withLock { $0 }.map { $0.comparison(for: query.text, with: encoder) }
        let ranking = pool.pictures(of: rows, logitScale: scale, comparison: comparison)
        let ranked = ContinuousClock.now
        return SearchResult(
            query: query, nearbyCosine: nearbyCosine, pictures: Array(ranking.dropFirst(query.offset)),
            match: ranking.first?.match, place: nearbyCosine == nil ? place : nil, pool: pool, origin: snapshot.origin,
            encodedPictures: snapshot.encodedPictures,
            timing: .init(
                pool: (encoded.looked - encoded.start) + (loaded - encoded.encoded),
                encode: encoded.encoded - encoded.looked, rank: ranked - loaded, total: ranked - encoded.start))
    }

    private func embedding(
        of text: String, for caller: Caller, hasPlace: Bool, deadline: Deadline, waits: (any WaitObserver)?
    ) throws(SearchError) -> Embedding {
        do {
            return try sentences.embedding(
                of: text, for: caller, hasPlace: hasPlace, deadline: deadline, waits: waits)
        } catch {
            throw .encoder(error)
        }
    }
}

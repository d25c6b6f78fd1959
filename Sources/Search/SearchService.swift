import Ranking
public import Threads

/// Answers queries: the tag's pool, the sentence's embedding, the ranking.
///
/// Calls block; any number of threads may call at once.
public final class SearchService: Sendable {
    private let pools: PoolStore
    private let encoder: any TextEncoder
    private let sentences: SentenceStore
    private let nearby: NearbyAnswers?
    private let places: WaitingPlaces

    /// - Parameters:
    ///   - sentences: how many sentences' embeddings are kept in memory, at least.
    ///   - nearby: the cosine, below 1, from which on a sentence takes the ranking of one that was answered for the tag
    ///     before; nil to rank for every sentence.
    ///   - maximumWaiting: how many callers may wait for pools that are being loaded and for sentences that another
    ///     caller asked for, half of them of one client; the next is refused, so that threads are left for searches
    ///     that wait for neither.
    public init(
        pools: PoolStore, encoder: any TextEncoder, sentences: Int = 4096, nearby: Float? = nil,
        maximumWaiting: Int = .max
    ) {
        self.pools = pools
        self.encoder = encoder
        places = WaitingPlaces(limit: maximumWaiting)
        self.nearby = nearby.map { NearbyAnswers(similarity: $0) }
        self.sentences = SentenceStore(encoder: encoder, capacity: sentences, places: places)
    }

    /// Whether a query may leave out its tag.
    public var tagIsOptional: Bool { pools.hasUntaggedPool }

    /// The best pictures for a query.
    ///
    /// - Parameters:
    ///   - caller: who asks, and how long the sentence may wait.
    ///   - deadline: what has not arrived by then is left out, and the answer's pool says so.
    ///   - waits: told while the search waits for the encoder or for a pool.
    public func search(
        _ query: SearchQuery, for caller: Caller = Caller(), deadline: Deadline, waits: (any WaitObserver)? = nil
    ) throws(SearchError) -> SearchResult {
        try search(query, for: caller, deadline: deadline, waits: waits, reports: false) { _ in true }
    }

    /// The best pictures for a query, with reports on the way.
    ///
    /// - Parameters:
    ///   - caller: who asks, and how long the sentence may wait.
    ///   - deadline: what has not arrived by then is left out, and the answer's pool says so.
    ///   - waits: told while the search waits for the encoder or for a pool.
    ///   - progress: called on the calling thread as the pool comes in, if it is not there yet; answers whether to go
    ///     on. If not, the search throws `cancelled`; the pool is loaded all the same.
    public func search(
        _ query: SearchQuery, for caller: Caller = Caller(), deadline: Deadline, waits: (any WaitObserver)? = nil,
        progress: (SearchProgress) -> Bool
    ) throws(SearchError) -> SearchResult {
        try search(query, for: caller, deadline: deadline, waits: waits, reports: true, progress: progress)
    }

    private func search(
        _ query: SearchQuery, for caller: Caller, deadline: Deadline, waits: (any WaitObserver)?, reports: Bool,
        progress: (SearchProgress) -> Bool
    ) throws(SearchError) -> SearchResult {
        let clock = ContinuousClock()
        let start = clock.now
        // It may have waited for a thread too long already.
        guard !deadline.hasPassed else { throw .overloaded }
        let pending = try pools.pool(tagged: query.tag, for: caller.client)
        let isLoading = if case .loading = pending { true } else { false }
        if isLoading { guard places.take(for: caller.client) else { throw .overloaded } }
        defer { if isLoading { places.leave(caller.client) } }
        let looked = clock.now
        // While the pool is on its way; the encoder takes sentences before pictures.
        let sentence = try embedding(
            of: query.text, for: caller, hasPlace: isLoading, deadline: deadline, waits: waits)
        let encoded = clock.now

        func result(
            _ pool: ImagePool, _ origin: PoolOrigin, encodedPictures: Int, isWhole: Bool = true
        ) -> SearchResult {
            let loaded = clock.now
            let scale = encoder.model.logitScale
            let rank = { pool.embeddings.best(query.count, for: sentence, logitScale: scale) }
            let (rows, nearbyCosine) =
                if let nearby, isWhole {
                    nearby.ranking(for: query, sentence, in: pool, rank: rank)
                } else {
                    (rank(), Float?.none)
                }
            let ranked = clock.now
            return SearchResult(
                query: query, nearbyCosine: nearbyCosine, pictures: pool.pictures(of: rows), pool: pool,
                origin: origin, encodedPictures: encodedPictures,
                timing: .init(
                    pool: (looked - start) + (loaded - encoded), encode: encoded - looked, rank: ranked - loaded,
                    total: ranked - start))
        }

        /// The pool once it is loaded, or as much of it as there is in time.
        func loaded(_ load: PoolLoad) throws(SearchError) -> SearchResult {
            let whole = try waits.whileWaiting { () throws(SearchError) in
                try load.pool(by: deadline, reports: reports) { report in
                    waits.whileWorking {
                        progress(
                            SearchProgress(pool: report) {
                                load.partial().map {
                                    result($0.pool, $0.origin, encodedPictures: $0.encodedPictures, isWhole: false)
                                }
                            })
                    }
                }
            }
            return result(
                whole.pool, whole.origin, encodedPictures: whole.encodedPictures, isWhole: whole.isComplete)
        }

        var next = pending
        while true {
            guard case .loading(let load) = next else { break }
            do throws(SearchError) {
                return try loaded(load)
            } catch .source(.clientLimited) where load.client != caller.client && !deadline.hasPassed {
                // Another client's share is used up, not this one's.
                next = try pools.pool(tagged: query.tag, for: caller.client)
            }
        }
        guard case .ready(let pool) = next else { throw .overloaded }
        return result(pool, .memory, encodedPictures: 0)
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

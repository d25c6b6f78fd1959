import Foundation
import Synchronization
public import Threads
import Tracing

/// The pools: in memory while they are fresh, else being loaded, one load for each tag.
public final class PoolStore: Sendable {
    private struct Entry {
        let pool: ImagePool
        /// Another one for each pool that is kept.
        var version = 0
        /// Why a search cannot be answered from the pool; nil if it can.
        let failure: SearchError?
        let freshUntil: ContinuousClock.Instant
        /// When to try for what is missing; nil if nothing is.
        let retryAt: ContinuousClock.Instant?
        /// When to check whether the pictures' addresses still work.
        let checkLinksAt: ContinuousClock.Instant
    }

    private struct State {
        var pools: RecentCache<String, Entry>
        var loads: LoadTable
        var versions = 0
        var statistics = Statistics()
    }

    /// The limit for small embeddings, since the pictures' addresses and texts take memory too.
    private static let maximumPools = 512
    /// Pictures in the pool of the empty tag: as many as a pool can have.
    private static let untaggedLimit = 500
    private let loader: PoolLoader
    /// Pictures per pool, at most.
    public let limit: Int
    private let longestRetryPause: Duration
    private let linkCheckInterval: Duration
    private let state: Mutex<State>

    /// - Parameters:
    ///   - limit: pictures per pool.
    ///   - listTimeout: how long the source may take for a listing.
    ///   - downloadTimeout: how long the downloads for a pool may take.
    ///   - memory: the most bytes of embeddings in memory; eight pools are always kept.
    ///   - maximumLoads: pools loaded at the same time, each on a thread of its own.
    ///   - retryPause: when to retry what could not be fetched; then after twice as long, and so on.
    ///   - longestRetryPause: the limit of these pauses.
    ///   - linkCheckInterval: how often to check whether the addresses of a pool in use still work.
    ///   - breakerPause: how long no requests are made to a source that fails; then twice as long, and so on.
    ///   - sourceChanged: called when the source becomes unavailable and when it answers again.
    ///   - report: called once for each picture that is left out, with its id and the reason, and again only after it
    ///     succeeded or failed for another reason.
    public init(
        source: any ImageSource, encoder: any ImageEncoder, cache: any Cache, limit: Int,
        listTimeout: Duration, downloadTimeout: Duration, memory: Int = 128 << 20, maximumLoads: Int = 32,
        retryPause: Duration = .seconds(2), longestRetryPause: Duration = .seconds(120),
        linkCheckInterval: Duration = .seconds(600), breakerPause: Duration = .seconds(5),
        sourceChanged: @escaping @Sendable (SourceChange) -> Void = { _ in },
        report: @escaping @Sendable (_ id: String, _ failure: PictureFailure) -> Void = { _, _ in }
    ) {
        loader = PoolLoader(
            source: source, encoder: encoder,
            cache: PoolCache(cache: cache, model: encoder.model, source: source),
            failures: PictureFailures(
                pauses: .init(first: retryPause, longest: longestRetryPause), report: report),
            breaker: CircuitBreaker(
                .init(pauses: .init(first: breakerPause, longest: .seconds(30))), report: sourceChanged),
            relistPauses: RelistPauses(first: source.relistInterval),
            listTimeout: listTimeout, downloadTimeout: downloadTimeout)
        self.limit = limit
        self.longestRetryPause = longestRetryPause
        self.linkCheckInterval = linkCheckInterval
        // The cache holds up to twice its capacity.
        let poolBytes = limit * encoder.model.dimension * MemoryLayout<Float16>.size
        let capacity = min(max(memory / (2 * max(1, poolBytes)), 8), Self.maximumPools)
        state = Mutex(
            State(pools: RecentCache(capacity: capacity), loads: LoadTable(limit: maximumLoads)))
    }

    var hasUntaggedPool: Bool { loader.source.hasUntaggedPool }

    /// Counts since the start.
    public var statistics: Statistics {
        let unreadable = loader.cache.unreadable
        let leftOut = loader.failures.counts
        let breaker = loader.breaker
        let source = loader.source.statistics
        return state.withLock { state in
            var statistics = state.statistics
            statistics.leftOut = leftOut
            statistics.unreadableValues = unreadable
            statistics.poolsInMemory = state.pools.count
            statistics.poolsLoading = state.loads.count
            statistics.sourceIsAway = breaker.isOpen
            statistics.sourceLosses = breaker.openings
            statistics.source = source
            return statistics
        }
    }

    /// Waits until no pool is being loaded, so that what was encoded is in the cache.
    public func finish(by deadline: Deadline) {
        while state.withLock({ $0.loads.count > 0 }), !deadline.hasPassed { Thread.sleep(forTimeInterval: 0.02) }
    }

    /// A pool in memory, or one that is being loaded.
    enum Pending {
        /// The version is that of the pool in memory: no two pools have the same.
        case ready(ImagePool, version: Int)
        case loading(PoolLoad)
    }

    private struct LoadTask: Sendable {
        let load: PoolLoad
        /// The pool to refresh; nil to load it from the beginning.
        var previous: ImagePool?
        /// The expired pool, if it is in memory.
        var expired: ImagePool?
        var checksLinks = false
    }

    /// - Parameter client: its share of loads is used if the pool has to be loaded.
    func pool(tagged tag: String, for client: String = "") throws(SearchError) -> Pending {
        let (pending, task) = try state.withLock { state throws(SearchError) -> (Pending, LoadTask?) in
            let entry = state.pools.value(for: tag)
            if let entry, entry.freshUntil > .now {
                return try answer(from: entry, tag: tag, for: client, in: &state)
            }
            let (load, isNew) = try state.loads.join(tag, for: client) { makeLoad(for: client) }
            guard isNew else {
                state.statistics.joinedLoads += 1
                return (.loading(load), nil)
            }
            // The expired pool stays in memory until it is replaced: the source may be unavailable.
            return (.loading(load), LoadTask(load: load, expired: entry?.pool))
        }
        if let task {
            // A thread of its own: the first caller may give up, and the others still need the pool.
            Thread.start("pool") { Trace.span("load") { self.run(task, tag: tag) } }
        }
        return pending
    }

    private func answer(
        from entry: Entry, tag: String, for client: String, in state: inout State
    ) throws(SearchError) -> (Pending, LoadTask?) {
        let refresh = refresh(entry, tag: tag, for: client, in: &state)
        guard let failure = entry.failure else {
            state.statistics.memoryHits += 1
            // The refresh runs in the background; no caller waits for it.
            return (.ready(entry.pool, version: entry.version), refresh)
        }
        // No picture can be ranked, so the caller waits for the next try.
        if let refresh { return (.loading(refresh.load), refresh) }
        guard let load = state.loads[tag] else { throw failure }
        state.statistics.joinedLoads += 1
        return (.loading(load), nil)
    }

    private func makeLoad(for client: String) -> PoolLoad {
        PoolLoad(source: loader.source.name, dimension: loader.encoder.model.dimension, client: client)
    }

    private func refresh(_ entry: Entry, tag: String, for client: String, in state: inout State) -> LoadTask? {
        let isIncomplete = entry.retryAt.map { $0 <= .now } ?? false
        let checksLinks = loader.source.relistInterval != nil && entry.checkLinksAt <= .now
        guard isIncomplete || checksLinks else { return nil }
        let load = makeLoad(for: client)
        guard state.loads.openRefresh(tag, load) else { return nil }
        return LoadTask(load: load, previous: entry.pool, checksLinks: checksLinks)
    }

    private func run(_ task: LoadTask, tag: String) {
        let load = task.load
        let key = PoolKey(
            source: loader.source.cacheIdentity, limit: tag.isEmpty ? max(limit, Self.untaggedLimit) : limit, tag: tag)
        let outcome = Result { () throws(SearchError) in
            if let previous = task.previous {
                loader.refresh(previous, key, checksLinks: task.checksLinks, into: load)
            } else if let stale = try loader.load(key, expired: task.expired, into: load) {
                return PoolLoad.Snapshot(pool: stale, origin: .cache, encodedPictures: 0)
            }
            guard let snapshot = load.partial() else { throw .source(.timedOut) }
            return snapshot
        }
        let answer = keep(outcome, of: load, tag: tag)
        // After `keep`: a caller that wakes up and asks again must find the pool, or start a new load.
        load.finish(answer)
    }

    /// Keeps what was loaded in memory.
    ///
    /// - Returns: the answer to the callers that wait.
    private func keep(
        _ outcome: Result<PoolLoad.Snapshot, SearchError>, of load: PoolLoad, tag: String
    ) -> Result<PoolLoad.Snapshot, SearchError> {
        guard case .success(let snapshot) = outcome else {
            state.withLock { state in
                state.loads.end(tag)
                state.statistics.failedLoads += 1
            }
            return outcome
        }
        let failure = load.failure(of: snapshot)
        var entry = entry(snapshot.pool, failure)
        state.withLock { state in
            state.loads.end(tag)
            state.versions += 1
            entry.version = state.versions
            state.pools.insert(entry, for: tag)
            state.statistics.encodedPictures += snapshot.encodedPictures
            switch snapshot.origin {
            case _ where failure != nil: state.statistics.failedLoads += 1
            case _ where snapshot.pool.isStale: state.statistics.staleLoads += 1
            case .source: state.statistics.sourceLoads += 1
            case .cache, .memory: state.statistics.cacheLoads += 1
            }
        }
        return failure.map { .failure($0) } ?? outcome
    }

    private func entry(_ pool: ImagePool, _ failure: SearchError?) -> Entry {
        if pool.isStale {
            // Until the next request to the source may be made, and not for long: it may answer again.
            let pause = min(.seconds(5), max(.seconds(1), loader.breaker.remainingPause))
            return Entry(
                pool: pool, failure: nil, freshUntil: .now + pause, retryAt: nil,
                checkLinksAt: .now + linkCheckInterval)
        }
        // In memory a partial listing lives as long as a whole one; `retryAt` asks for the rest.
        let lifetime = pool.pictures.isEmpty ? pool.listing.lifetime : loader.source.answerLifetime
        let ranked = Set(pool.rows)
        let missing = pool.pictures.indices.filter { !ranked.contains($0) }.map { pool.pictures[$0].id }
        var retryAt = loader.failures.nextRetry(of: missing)
        if pool.shortfall != nil { retryAt = min(retryAt ?? .now + longestRetryPause, .now + longestRetryPause) }
        // Failures on our side are not recorded; retry at the next request.
        if !pool.isComplete { retryAt = retryAt ?? .now }
        return Entry(
            pool: pool, failure: failure, freshUntil: .now + lifetime - pool.listing.age, retryAt: retryAt,
            checkLinksAt: .now + linkCheckInterval)
    }
}

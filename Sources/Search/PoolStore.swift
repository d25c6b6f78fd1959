import Foundation
import Synchronization

/// The pools at hand: in memory while they are fresh, else on their way, one flight per tag.
public final class PoolStore: Sendable {
    /// Counts since the start, for metrics.
    public struct Statistics: Sendable {
        /// Pools that were in memory.
        public var memoryHits = 0
        /// Pools that another request was loading already.
        public var joinedFlights = 0
        /// Pools that the shared cache had.
        public var cacheLoads = 0
        /// Pools that came from the source.
        public var sourceLoads = 0
        /// Loads that failed.
        public var failedLoads = 0
        /// Pictures encoded.
        public var encodedPictures = 0
        /// Pictures left out, by reason; one that was tried several times counts each time.
        public var leftOut: [PictureFailure.Reason: Int] = [:]
        /// Values in the shared cache that could not be read.
        public var unreadableValues = 0
        /// Pools in memory now.
        public var poolsInMemory = 0
        /// Pools being loaded now.
        public var flights = 0
    }

    private struct Entry {
        let pool: ImagePool
        /// Why a search cannot be answered from the pool; nil if it can.
        let failure: SearchError?
        let freshUntil: ContinuousClock.Instant
        /// When to try for what is missing; nil if nothing is.
        let retryAt: ContinuousClock.Instant?
        /// When to look whether the pictures' addresses still work.
        let checkLinksAt: ContinuousClock.Instant
    }

    private struct State {
        var pools: RecentCache<String, Entry>
        var flights: [String: PoolFlight] = [:]
        /// The flights that only refresh a pool that is there.
        var refreshes: Set<String> = []
        var statistics = Statistics()

        mutating func end(_ tag: String) {
            flights[tag] = nil
            refreshes.remove(tag)
        }
    }

    /// A pool's pictures have addresses and texts too, so small embeddings do not mean any number of pools.
    private static let maximumPools = 512
    /// Pictures in the pool of the empty tag: as many as a pool can have, since that is what it is for.
    private static let untaggedLimit = 500
    private let loader: PoolLoader
    private let limit: Int
    private let maximumFlights: Int
    private let longestRetryPause: Duration
    private let linkCheckInterval: Duration
    private let state: Mutex<State>

    /// - Parameters:
    ///   - limit: pictures per pool.
    ///   - listTimeout: how long the source may take for its list.
    ///   - downloadTimeout: how long the downloads for a pool may take.
    ///   - memory: bytes of embeddings kept in memory, at most, unless that is less than eight pools.
    ///   - maximumFlights: pools loaded at the same time, each on a thread of its own.
    ///   - retryPause: what could not be fetched is tried again after that long, then after twice as long, and so on.
    ///   - longestRetryPause: up to that long.
    ///   - linkCheckInterval: how often to look whether the addresses of a pool that is asked for still work.
    ///   - report: called once for each picture that is left out, with its id and the reason, and again only after it
    ///     succeeded or failed for another reason.
    public init(
        source: any ImageSource, encoder: any ImageEncoder, cache: any Cache, limit: Int,
        listTimeout: Duration, downloadTimeout: Duration, memory: Int = 128 << 20, maximumFlights: Int = 32,
        retryPause: Duration = .seconds(2), longestRetryPause: Duration = .seconds(120),
        linkCheckInterval: Duration = .seconds(600),
        report: @escaping @Sendable (_ id: String, _ failure: PictureFailure) -> Void = { _, _ in }
    ) {
        loader = PoolLoader(
            source: source, encoder: encoder,
            cache: PoolCache(cache: cache, model: encoder.model, source: source.cacheIdentity),
            failures: PictureFailures(
                pauses: .init(first: retryPause, longest: longestRetryPause), report: report),
            relistPauses: RelistPauses(first: source.relistInterval),
            listTimeout: listTimeout, downloadTimeout: downloadTimeout)
        self.limit = limit
        self.maximumFlights = maximumFlights
        self.longestRetryPause = longestRetryPause
        self.linkCheckInterval = linkCheckInterval
        // The cache holds up to twice its capacity.
        let poolBytes = limit * encoder.model.dimension * MemoryLayout<Float16>.size
        let capacity = min(max(memory / (2 * max(1, poolBytes)), 8), Self.maximumPools)
        state = Mutex(State(pools: RecentCache(capacity: capacity)))
    }

    /// Whether there is a pool for the empty tag.
    var hasUntaggedPool: Bool { loader.source.hasUntaggedPool }

    /// Counts since the start.
    public var statistics: Statistics {
        let unreadable = loader.cache.unreadable
        let leftOut = loader.failures.counts
        return state.withLock { state in
            var statistics = state.statistics
            statistics.leftOut = leftOut
            statistics.unreadableValues = unreadable
            statistics.poolsInMemory = state.pools.count
            statistics.flights = state.flights.count
            return statistics
        }
    }

    /// Waits until no pool is being loaded, so that what was encoded is in the cache.
    public func finish(by deadline: Deadline) {
        while state.withLock({ !$0.flights.isEmpty }), !deadline.hasPassed { Thread.sleep(forTimeInterval: 0.02) }
    }

    /// A pool that is there, or will be.
    enum Pending {
        case ready(ImagePool)
        case loading(PoolFlight)
    }

    /// A load to start.
    private struct Load: Sendable {
        let flight: PoolFlight
        /// The pool to refresh; nil to load it from the beginning.
        var previous: ImagePool?
        var checksLinks = false
    }

    func pool(tagged tag: String) throws(SearchError) -> Pending {
        let (pending, load) = try state.withLock { state throws(SearchError) -> (Pending, Load?) in
            if let entry = state.pools.value(for: tag) {
                if entry.freshUntil > .now { return try answer(from: entry, tag: tag, in: &state) }
                state.pools.remove(tag)
            }
            if let flight = state.flights[tag] {
                state.statistics.joinedFlights += 1
                return (.loading(flight), nil)
            }
            guard state.flights.count < maximumFlights else { throw .overloaded }
            let flight = open(tag, in: &state)
            return (.loading(flight), Load(flight: flight))
        }
        if let load {
            // A thread of its own: whoever asked may leave, and the others still get the pool.
            let thread = Thread { self.run(load, tag: tag) }
            thread.name = "pool"
            thread.start()
        }
        return pending
    }

    private func answer(
        from entry: Entry, tag: String, in state: inout State
    ) throws(SearchError) -> (Pending, Load?) {
        let refresh = refresh(entry, tag: tag, in: &state)
        guard let failure = entry.failure else {
            state.statistics.memoryHits += 1
            // The refresh runs in the background; no caller waits for it.
            return (.ready(entry.pool), refresh)
        }
        // No picture can be ranked, so the caller waits for the next try.
        if let refresh { return (.loading(refresh.flight), refresh) }
        guard let flight = state.flights[tag] else { throw failure }
        state.statistics.joinedFlights += 1
        return (.loading(flight), nil)
    }

    private func open(_ tag: String, in state: inout State) -> PoolFlight {
        let flight = PoolFlight(source: loader.source.name, dimension: loader.encoder.model.dimension)
        state.flights[tag] = flight
        return flight
    }

    private func refresh(_ entry: Entry, tag: String, in state: inout State) -> Load? {
        let isIncomplete = entry.retryAt.map { $0 <= .now } ?? false
        let checksLinks = loader.source.relistInterval != nil && entry.checkLinksAt <= .now
        // A hanging host must not keep new tags from being loaded.
        guard isIncomplete || checksLinks, state.flights[tag] == nil, state.flights.count < maximumFlights,
            state.refreshes.count < max(1, maximumFlights / 2)
        else { return nil }
        state.refreshes.insert(tag)
        return Load(flight: open(tag, in: &state), previous: entry.pool, checksLinks: checksLinks)
    }

    private func run(_ load: Load, tag: String) {
        let flight = load.flight
        let key = PoolKey(
            source: loader.source.cacheIdentity, limit: tag.isEmpty ? max(limit, Self.untaggedLimit) : limit, tag: tag)
        let outcome = Result { () throws(SearchError) in
            if let previous = load.previous {
                loader.refresh(previous, key, checksLinks: load.checksLinks, into: flight)
            } else {
                try loader.load(key, into: flight)
            }
            guard let snapshot = flight.partial() else { throw .source(.timedOut) }
            return snapshot
        }
        let answer = keep(outcome, of: flight, tag: tag)
        // After `keep`: a caller that wakes up and asks again must find the pool, or start a new load.
        flight.land(answer)
    }

    /// Keeps what was loaded in memory.
    ///
    /// - Returns: the answer to those who wait.
    private func keep(
        _ outcome: Result<PoolFlight.Snapshot, SearchError>, of flight: PoolFlight, tag: String
    ) -> Result<PoolFlight.Snapshot, SearchError> {
        guard case .success(let snapshot) = outcome else {
            state.withLock { state in
                state.end(tag)
                state.statistics.failedLoads += 1
            }
            return outcome
        }
        let failure = flight.failure(of: snapshot)
        let entry = entry(snapshot.pool, failure)
        state.withLock { state in
            state.end(tag)
            state.pools.insert(entry, for: tag)
            state.statistics.encodedPictures += snapshot.encodedPictures
            switch snapshot.origin {
            case _ where failure != nil: state.statistics.failedLoads += 1
            case .source: state.statistics.sourceLoads += 1
            case .cache, .memory: state.statistics.cacheLoads += 1
            }
        }
        return failure.map { .failure($0) } ?? outcome
    }

    private func entry(_ pool: ImagePool, _ failure: SearchError?) -> Entry {
        // In memory a partial listing lives as long as a whole one; `retryAt` asks for the rest.
        let lifetime = pool.pictures.isEmpty ? pool.listing.lifetime : PoolListing.longestLifetime
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

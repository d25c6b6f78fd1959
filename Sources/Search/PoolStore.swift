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
        /// Pictures left out.
        public var skippedPictures = 0
        /// Values in the shared cache that could not be read.
        public var unreadableValues = 0
        /// Pools in memory now.
        public var poolsInMemory = 0
        /// Pools being loaded now.
        public var flights = 0
    }

    private struct Entry {
        let pool: ImagePool
        let freshUntil: ContinuousClock.Instant
        /// When to try for what is missing; nil if nothing is.
        var retryAt: ContinuousClock.Instant?
    }

    private struct State {
        var pools: RecentCache<String, Entry>
        var flights: [String: PoolFlight] = [:]
        var statistics = Statistics()
    }

    /// A pool's pictures have addresses and texts too, so small embeddings do not mean any number of pools.
    private static let maximumPools = 512
    /// Pictures in the pool of the empty tag: as many as a pool can have, since that is what it is for.
    private static let untaggedLimit = 500
    private let loader: PoolLoader
    private let limit: Int
    private let maximumFlights: Int
    private let retryInterval: Duration
    private let state: Mutex<State>

    /// - Parameters:
    ///   - limit: pictures per pool.
    ///   - listTimeout: how long the source may take for its list.
    ///   - downloadTimeout: how long the downloads for a pool may take.
    ///   - memory: bytes of embeddings kept in memory, at most, unless that is less than eight pools.
    ///   - maximumFlights: pools loaded at the same time, each on a thread of its own.
    ///   - retryInterval: what could not be fetched is tried again after that long.
    public init(
        source: any ImageSource, encoder: any ImageEncoder, cache: any Cache, limit: Int,
        listTimeout: Duration, downloadTimeout: Duration, memory: Int = 128 << 20, maximumFlights: Int = 32,
        retryInterval: Duration = .seconds(60)
    ) {
        loader = PoolLoader(
            source: source, encoder: encoder,
            cache: PoolCache(cache: cache, model: encoder.model, source: source.cacheIdentity),
            listTimeout: listTimeout, downloadTimeout: downloadTimeout)
        self.limit = limit
        self.maximumFlights = maximumFlights
        self.retryInterval = retryInterval
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
        return state.withLock { state in
            var statistics = state.statistics
            statistics.unreadableValues = unreadable
            statistics.poolsInMemory = state.pools.count
            statistics.flights = state.flights.count
            return statistics
        }
    }

    /// A pool that is there, or will be.
    enum Pending {
        case ready(ImagePool)
        case loading(PoolFlight)
    }

    func pool(tagged tag: String) throws(SearchError) -> Pending {
        let (pending, flight) = try state.withLock { state throws(SearchError) -> (Pending, PoolFlight?) in
            if let entry = state.pools.value(for: tag) {
                if entry.freshUntil > .now {
                    state.statistics.memoryHits += 1
                    // What is missing comes behind the scenes; nobody waits for it.
                    return (.ready(entry.pool), retry(entry, tag: tag, in: &state))
                }
                state.pools.remove(tag)
            }
            if let flight = state.flights[tag] {
                state.statistics.joinedFlights += 1
                return (.loading(flight), nil)
            }
            guard state.flights.count < maximumFlights else { throw .overloaded }
            let flight = open(tag, in: &state)
            return (.loading(flight), flight)
        }
        if let flight {
            var previous: ImagePool?
            if case .ready(let pool) = pending { previous = pool }
            // A thread of its own: whoever asked may leave, and the others still get the pool.
            let thread = Thread { [previous] in self.fly(flight, tag: tag, previous: previous) }
            thread.name = "pool"
            thread.start()
        }
        return pending
    }

    private func open(_ tag: String, in state: inout State) -> PoolFlight {
        let flight = PoolFlight(source: loader.source.name, dimension: loader.encoder.model.dimension)
        state.flights[tag] = flight
        return flight
    }

    private func retry(_ entry: Entry, tag: String, in state: inout State) -> PoolFlight? {
        guard let retryAt = entry.retryAt, retryAt <= .now, state.flights[tag] == nil,
            state.flights.count < maximumFlights
        else { return nil }
        var entry = entry
        entry.retryAt = .now + retryInterval
        state.pools.insert(entry, for: tag)
        return open(tag, in: &state)
    }

    private func fly(_ flight: PoolFlight, tag: String, previous: ImagePool?) {
        let outcome = Result { () throws(SearchError) in
            let key = PoolKey(
                source: loader.source.cacheIdentity, limit: tag.isEmpty ? max(limit, Self.untaggedLimit) : limit,
                tag: tag)
            try loader.load(key, previous: previous, into: flight)
            return try flight.cargo()
        }
        keep(outcome, tag: tag)
        // Only now: whoever is woken by it and asks again must find the pool, or start anew.
        flight.land(outcome)
    }

    private func keep(_ outcome: Result<PoolFlight.Snapshot, SearchError>, tag: String) {
        state.withLock { state in
            state.flights[tag] = nil
            switch outcome {
            case .success(let snapshot):
                let age = Duration.seconds(snapshot.pool.age)
                let lifetime = PoolCache.lifetime(of: snapshot.pool.pictures) - age
                state.pools.insert(
                    Entry(
                        pool: snapshot.pool, freshUntil: .now + lifetime,
                        retryAt: snapshot.isComplete ? nil : .now + retryInterval),
                    for: tag)
                if snapshot.origin == .cache {
                    state.statistics.cacheLoads += 1
                } else {
                    state.statistics.sourceLoads += 1
                }
                state.statistics.encodedPictures += snapshot.encodedPictures
                state.statistics.skippedPictures += snapshot.pool.skipped
            case .failure:
                state.statistics.failedLoads += 1
            }
        }
    }
}

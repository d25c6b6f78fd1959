import Foundation

/// One loading of a pool, which everyone who asks for the tag meanwhile waits for.
final class PoolFlight: Sendable {
    /// A pool as far as it has come.
    struct Snapshot: Sendable {
        let pool: ImagePool
        let origin: PoolOrigin
        let encodedPictures: Int
        /// Whether every picture that the source can give is in it.
        let isComplete: Bool
    }

    private struct State {
        var pictures: [Picture]?
        var answered = Date.distantPast
        var origin = PoolOrigin.source
        /// A row for each picture, of which only `rows` are filled.
        var embeddings: EmbeddingMatrix
        /// The pictures whose embeddings are there, in the order in which they came.
        var rows: [Int] = []
        var settled = 0
        var skipped = 0
        var failed = 0
        var encoded = 0
        var outcome: Result<Snapshot, SearchError>?
        /// Grows with every change, so that one who reports progress sees each.
        var version = 0
    }

    private let source: String
    private let dimension: Int
    private let state: Monitor<State>

    init(source: String, dimension: Int) {
        self.source = source
        self.dimension = dimension
        state = Monitor(State(embeddings: EmbeddingMatrix(count: 0, dimension: dimension)))
    }

    // MARK: What the loader reports

    func listed(_ listing: PoolListing, origin: PoolOrigin) {
        state.update { state in
            state.pictures = listing.pictures
            state.answered = listing.answered
            state.origin = origin
            state.embeddings = EmbeddingMatrix(count: listing.pictures.count, dimension: dimension)
            state.rows = []
            state.settled = 0
            state.version += 1
        }
    }

    func settle(_ index: Int, with embedding: Embedding, isNew: Bool) {
        state.update { state in
            state.embeddings[index] = embedding
            state.rows.append(index)
            state.settled += 1
            state.encoded += isNew ? 1 : 0
            state.version += 1
        }
    }

    /// - Parameter mayReturn: whether trying again later can help, as with a failed download.
    func skip(_ index: Int, mayReturn: Bool) {
        state.update { state in
            state.settled += 1
            state.skipped += 1
            state.failed += mayReturn ? 1 : 0
            state.version += 1
        }
    }

    /// Waits until every picture is settled.
    func waitForPictures() {
        _ = state.wait { $0.settled >= $0.embeddings.count ? true : nil }
    }

    /// What there is once the loader is done.
    func cargo() throws(SearchError) -> Snapshot {
        let cargo = state.update { snapshot(of: $0) }
        guard let cargo else { throw .source(.timedOut) }
        let total = cargo.pool.pictures.count
        // Pictures that are all damaged are an empty answer; pictures that have not come are none.
        guard total == 0 || !cargo.pool.rows.isEmpty || cargo.isComplete else {
            throw .source(.unavailable(detail: "none of the \(total) pictures could be fetched"))
        }
        return cargo
    }

    /// Ends the flight for all that wait.
    func land(_ outcome: Result<Snapshot, SearchError>) {
        state.update { state in
            state.outcome = outcome
            state.version += 1
        }
    }

    // MARK: What callers ask

    /// The pool, or as much of it as is there at the deadline.
    ///
    /// - Parameter progress: called after each change if `reports`; answers whether to go on waiting.
    func pool(
        by deadline: Deadline, reports: Bool, progress: (PoolProgress) -> Bool
    ) throws(SearchError) -> Snapshot {
        var seen = 0
        while let (version, report, outcome) = news(after: seen, until: deadline, eachStep: reports) {
            seen = version
            if let report, reports, !progress(report) { throw .abandoned }
            if let outcome { return try outcome.get() }
        }
        let partial = partial()
        guard let partial, !partial.pool.rows.isEmpty else { throw .source(.timedOut) }
        return partial
    }

    /// What is there now; nil before the source has answered.
    func partial() -> Snapshot? {
        state.update { snapshot(of: $0) }
    }

    private func news(
        after seen: Int, until deadline: Deadline, eachStep: Bool
    ) -> (Int, PoolProgress?, Result<Snapshot, SearchError>?)? {
        state.wait(until: deadline) { state in
            guard state.outcome != nil || (eachStep && state.version > seen) else { return nil }
            let report = state.pictures.map {
                PoolProgress(size: $0.count, ranked: state.settled - state.skipped, skipped: state.skipped)
            }
            return (state.version, report, state.outcome)
        }
    }

    private func snapshot(of state: State) -> Snapshot? {
        guard let pictures = state.pictures else { return nil }
        return Snapshot(
            pool: ImagePool(
                source: source, pictures: pictures, rows: state.rows.sorted(), embeddings: state.embeddings,
                skipped: state.skipped, answered: state.answered),
            origin: state.origin,
            encodedPictures: state.encoded,
            isComplete: state.settled == pictures.count && state.failed == 0)
    }
}

/// How far the loading of a pool has come.
public struct PoolProgress: Sendable, Equatable {
    /// Pictures in the pool.
    public let size: Int
    /// Pictures that are ready to be ranked.
    public let ranked: Int
    /// Pictures that could not be had or used.
    public let skipped: Int
}

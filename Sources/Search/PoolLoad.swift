import Foundation
import Ranking
import Threads

/// One loading of a pool, which all searches for the tag wait for.
final class PoolLoad: Sendable {
    struct Snapshot: Sendable {
        let pool: ImagePool
        let origin: PoolOrigin
        let encodedPictures: Int

        var isComplete: Bool { pool.isComplete }
    }

    /// The time between two reports of progress; more of them cannot be seen.
    private static let reportInterval = Duration.milliseconds(100)

    private struct State {
        var listing: PoolListing?
        var origin = PoolOrigin.source
        /// A row for each picture, of which only `rows` are filled.
        var embeddings: EmbeddingMatrix
        /// The colour of each picture, where it is known.
        var colors: [PictureColor?] = []
        /// The pictures that have embeddings, in the order of their arrival.
        var rows: [Int] = []
        /// The pictures that have an embedding or are left out.
        var done = 0
        var arrivals = ArrivalTimes(of: 0)
        var skipped = 0
        /// Of those skipped, all but the damaged ones.
        var failures: [PictureFailure] = []
        /// Whether one of them is not a property of the picture's bytes.
        var mayBecomeMore: Bool { failures.contains { !$0.isOfBytes } }
        var encoded = 0
        var outcome: Result<Snapshot, SearchError>?
        /// An expired pool, and when to answer with it if the source has not answered by then.
        var fallback: (snapshot: Snapshot, at: ContinuousClock.Instant)?
        /// Grows with every change, so that a report of progress misses none.
        var version = 0

        /// When a search is answered although some pictures are missing.
        var answerAt: ContinuousClock.Instant? {
            if listing == nil { return fallback?.at }
            return rows.isEmpty ? nil : arrivals.answerAt
        }

        mutating func countPicture() {
            done += 1
            arrivals.add()
            version += 1
        }
    }

    /// The client that needed the pool first.
    let client: String
    private let source: String
    private let dimension: Int
    private let state: Monitor<State>

    init(source: String, dimension: Int, client: String) {
        self.client = client
        self.source = source
        self.dimension = dimension
        state = Monitor(State(embeddings: EmbeddingMatrix(count: 0, dimension: dimension)))
    }

    // MARK: For the loader

    /// Offers an expired pool to the callers that wait, if the source has not answered by that moment.
    func offer(_ stale: ImagePool, at moment: ContinuousClock.Instant) {
        state.update { $0.fallback = (Snapshot(pool: stale, origin: .cache, encodedPictures: 0), moment) }
    }

    /// Begins with a listing; the results of an earlier one are dropped.
    func begin(with listing: PoolListing, origin: PoolOrigin) {
        state.update { state in
            state.listing = listing
            state.origin = origin
            state.embeddings = EmbeddingMatrix(count: listing.pictures.count, dimension: dimension)
            state.colors = Array(repeating: nil, count: listing.pictures.count)
            state.rows = []
            state.failures = []
            (state.done, state.skipped) = (0, 0)
            state.arrivals = ArrivalTimes(of: listing.pictures.count)
            state.version += 1
        }
    }

    func add(_ picture: EncodedPicture, at index: Int, isNew: Bool) {
        state.update { state in
            state.embeddings[index] = picture.embedding
            state.colors[index] = picture.color
            state.rows.append(index)
            state.encoded += isNew ? 1 : 0
            state.countPicture()
        }
    }

    func skip(_ index: Int, _ failure: PictureFailure) {
        state.update { state in
            state.skipped += 1
            if failure.reason != .damaged { state.failures.append(failure) }
            state.countPicture()
        }
    }

    func waitForPictures() {
        _ = state.wait { $0.done >= $0.embeddings.count ? true : nil }
    }

    /// Why a snapshot is no answer; nil if it is one.
    ///
    /// If all pictures are damaged the answer is empty. If none arrived, or all are larger than the source's limit, the
    /// search fails.
    func failure(of snapshot: Snapshot) -> SearchError? {
        let total = snapshot.pool.pictures.count
        let failures = state.read { $0.failures }
        guard total > 0, snapshot.pool.rows.isEmpty, let last = failures.last else { return nil }
        return .source(
            .unavailable(detail: "None of the \(total) pictures could be used. The last failure: \(last.detail)"))
    }

    func finish(_ outcome: Result<Snapshot, SearchError>) {
        state.update { state in
            state.outcome = outcome
            state.version += 1
        }
    }

    // MARK: For callers

    /// The pool, or the part of it that is loaded at the deadline, or when the rest is not worth waiting for.
    ///
    /// - Parameter progress: called after changes if `reports` is set, at most every `reportInterval`; returns whether
    ///   to go on waiting.
    func pool(
        by deadline: Deadline, reports: Bool, progress: (PoolProgress) -> Bool
    ) throws(SearchError) -> Snapshot {
        var seen = 0
        var reportAt = reports ? ContinuousClock.now : nil
        while let (version, report, outcome) = news(after: seen, until: deadline, reportAt: reportAt) {
            seen = version
            if let report, reports {
                guard progress(report) else { throw .cancelled }
                reportAt = .now + Self.reportInterval
            }
            if let outcome { return try outcome.get() }
        }
        if let partial = partial(), !partial.pool.rows.isEmpty { return partial }
        guard let fallback = state.update({ $0.fallback?.snapshot }) else { throw .source(.timedOut) }
        return fallback
    }

    /// The part that is loaded now; nil before the source has answered.
    func partial() -> Snapshot? {
        state.update { snapshot(of: $0) }
    }

    private typealias News = (version: Int, report: PoolProgress?, outcome: Result<Snapshot, SearchError>?)

    private enum Wake {
        case news(News)
        /// The time at which the rest is not worth waiting for has changed.
        case otherEnd
    }

    /// What has changed since a version; nil at the deadline.
    ///
    /// - Parameter reportAt: from when on changes are reported; nil to report only the outcome.
    private func news(
        after seen: Int, until deadline: Deadline, reportAt: ContinuousClock.Instant?
    ) -> News? {
        while true {
            let answerAt = state.read { $0.answerAt }
            let end = answerAt.map { deadline.noLater(than: $0) } ?? deadline
            let mayReport = reportAt.map { $0 <= .now } ?? false
            let wakeUp = mayReport ? end : reportAt.map { end.noLater(than: $0) } ?? end
            let wake = state.wait(until: wakeUp) { state -> Wake? in
                guard state.outcome != nil || (mayReport && state.version > seen) else {
                    return state.answerAt == answerAt ? nil : .otherEnd
                }
                let report = state.listing.map {
                    PoolProgress(
                        size: $0.pictures.count, ranked: state.done - state.skipped, skipped: state.skipped)
                }
                return .news((state.version, report, state.outcome))
            }
            switch wake {
            case .news(let news): return news
            case .otherEnd: continue
            case nil: if end.hasPassed { return nil }
            }
        }
    }

    private func snapshot(of state: State) -> Snapshot? {
        guard let listing = state.listing else { return nil }
        return Snapshot(
            pool: ImagePool(
                source: source, listing: listing, rows: state.rows.sorted(), embeddings: state.embeddings,
                colors: state.colors, skipped: state.skipped,
                isComplete: state.done == listing.pictures.count && !state.mayBecomeMore
                    && listing.shortfall == nil),
            origin: state.origin,
            encodedPictures: state.encoded)
    }
}

/// How far the loading of a pool has come.
public struct PoolProgress: Sendable, Equatable {
    /// Pictures in the pool.
    public let size: Int
    /// Pictures that are ready to be ranked.
    public let ranked: Int
    /// Pictures that could not be downloaded or used.
    public let skipped: Int
}

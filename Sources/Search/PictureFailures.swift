import Synchronization

/// The pictures that failed in the last minutes, when to try each again, and counts of failures by reason.
///
/// Only bytes prove something about a picture. Every other failure (a status, a web page instead of a picture, a
/// time-out) is temporary, so it is kept in this process's memory for minutes at most, and never in the shared cache.
final class PictureFailures: Sendable {
    private struct Entry {
        var failure: PictureFailure
        var failures: Int
        /// When to try again; nil if that is not planned.
        var retryAt: ContinuousClock.Instant?
        var mark: DamageMark?
    }

    private struct State {
        var entries: RecentCache<String, Entry>
        var counts: [PictureFailure.Reason: Int] = [:]
    }

    private let pauses: DoublingPause
    private let report: @Sendable (_ id: String, _ failure: PictureFailure) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - capacity: how many pictures are remembered, at least.
    ///   - report: called once for each picture and reason, until the picture succeeds.
    init(
        pauses: DoublingPause = DoublingPause(first: .seconds(2), longest: .seconds(120)), capacity: Int = 20_000,
        report: @escaping @Sendable (_ id: String, _ failure: PictureFailure) -> Void
    ) {
        self.pauses = pauses
        self.report = report
        state = Mutex(State(entries: RecentCache(capacity: capacity)))
    }

    /// Failures since the start, by reason; a picture counts each time that it was tried.
    var counts: [PictureFailure.Reason: Int] { state.withLock { $0.counts } }

    /// The failure of a picture that may not be tried yet; nil if it may be tried now.
    func standing(_ id: String) -> PictureFailure? {
        state.withLock { state in
            guard let entry = state.entries.value(for: id), let retryAt = entry.retryAt, retryAt > .now else {
                return nil
            }
            return entry.failure
        }
    }

    /// Notes a failed try; the next one comes after a pause that grows with each failure in a row.
    ///
    /// - Parameter pause: the shortest pause, as where the host says how long to wait.
    func failed(_ id: String, _ failure: PictureFailure, pause: Duration = .zero) {
        note(id, failure, counts: true) { failures in
            min(max(self.pauses.after(failures), pause), max(self.pauses.longest, pause))
        }
    }

    /// Notes that a picture's bytes are damaged.
    ///
    /// - Parameter isNew: whether they were tried just now; if not, another process or an earlier load did.
    func damaged(_ id: String, _ mark: DamageMark, isNew: Bool) {
        note(id, mark.failure, mark: mark, counts: isNew) { _ in
            mark.remaining() ?? .zero
        }
    }

    /// Notes a picture that the source describes in a way that cannot be used; it is never tried.
    func rejected(_ id: String, _ failure: PictureFailure) {
        note(id, failure, counts: true) { _ in nil }
    }

    func mark(of id: String) -> DamageMark? {
        state.withLock { $0.entries.value(for: id)?.mark }
    }

    /// Allows to try a picture at once, as when it has a new address; what failed in a row before still counts.
    func allowRetry(_ id: String) {
        state.withLock { state in
            guard var entry = state.entries.value(for: id), !entry.failure.isOfBytes else { return }
            entry.retryAt = .now
            state.entries.insert(entry, for: id)
        }
    }

    func succeeded(_ id: String) {
        state.withLock { $0.entries.remove(id) }
    }

    /// When the first of some pictures may be tried again; nil if there is nothing to try.
    func nextRetry(of ids: [String]) -> ContinuousClock.Instant? {
        state.withLock { state in
            var next: ContinuousClock.Instant?
            for id in ids {
                guard let retryAt = state.entries.value(for: id)?.retryAt else { continue }
                next = min(next ?? retryAt, retryAt)
            }
            return next
        }
    }

    private func note(
        _ id: String, _ failure: PictureFailure, mark: DamageMark? = nil, counts: Bool,
        pause: (_ failures: Int) -> Duration?
    ) {
        let isNew = state.withLock { state in
            let known = state.entries.value(for: id)
            let failures = (known?.failures ?? 0) + (counts ? 1 : 0)
            if counts { state.counts[failure.reason, default: 0] += 1 }
            let retryAt = pause(max(1, failures)).map { ContinuousClock.now + $0 }
            state.entries.insert(
                Entry(failure: failure, failures: failures, retryAt: retryAt, mark: mark ?? known?.mark), for: id)
            return known?.failure.reason != failure.reason
        }
        if isNew { report(id, failure) }
    }
}

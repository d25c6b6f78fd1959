import Synchronization

/// The pictures that failed lately, when to try each again, and how many failed for which reason.
///
/// Only bytes prove something about a picture. Everything else (a status, a web page in place of a picture, a time-out)
/// passes, so it is kept in this process's memory for minutes at most, and never in the shared cache.
final class PictureFailures: Sendable {
    /// The pauses before a picture is tried again: each is twice the one before.
    struct Pauses: Sendable {
        var first = Duration.seconds(2)
        var longest = Duration.seconds(120)

        /// The pause after so many failures in a row.
        func duration(after failures: Int) -> Duration {
            min(longest, first * (1 << min(failures - 1, 20)))
        }
    }

    private struct Entry {
        var failure: PictureFailure
        var failures: Int
        /// nil: not before the pool itself is loaded again.
        var retryAt: ContinuousClock.Instant?
    }

    private struct State {
        var entries: RecentCache<String, Entry>
        var counts: [PictureFailure.Reason: Int] = [:]
    }

    private let pauses: Pauses
    private let report: @Sendable (_ id: String, _ failure: PictureFailure) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - capacity: how many pictures are remembered, at least.
    ///   - report: called once for each picture and reason, until the picture succeeds.
    init(
        pauses: Pauses = Pauses(), capacity: Int = 20_000,
        report: @escaping @Sendable (_ id: String, _ failure: PictureFailure) -> Void
    ) {
        self.pauses = pauses
        self.report = report
        state = Mutex(State(entries: RecentCache(capacity: capacity)))
    }

    /// Failures since the start, by reason; a picture counts each time that it was tried.
    var counts: [PictureFailure.Reason: Int] { state.withLock { $0.counts } }

    /// The failure of a picture that is not to be tried yet; nil if it may be tried now.
    func standing(_ id: String) -> PictureFailure? {
        state.withLock { state in
            guard let entry = state.entries.value(for: id), let retryAt = entry.retryAt, retryAt > .now else {
                return nil
            }
            return entry.failure
        }
    }

    /// Notes a failure that passes; the next try comes after a pause that grows with each failure in a row.
    ///
    /// - Parameter pause: the shortest pause, as where the host says how long to wait.
    func failed(_ id: String, _ failure: PictureFailure, pause: Duration = .zero) {
        note(id, failure) { failures in
            min(max(self.pauses.duration(after: failures), pause), max(self.pauses.longest, pause))
        }
    }

    /// Notes a failure that lasts as long as the listing does.
    func failedForGood(_ id: String, _ failure: PictureFailure) {
        note(id, failure) { _ in nil }
    }

    /// Notes that a picture succeeded.
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

    private func note(_ id: String, _ failure: PictureFailure, pause: (_ failures: Int) -> Duration?) {
        let isNews = state.withLock { state in
            state.counts[failure.reason, default: 0] += 1
            let known = state.entries.value(for: id)
            let failures = (known?.failures ?? 0) + 1
            state.entries.insert(
                Entry(failure: failure, failures: failures, retryAt: pause(failures).map { .now + $0 }), for: id)
            return known?.failure.reason != failure.reason
        }
        if isNews { report(id, failure) }
    }
}

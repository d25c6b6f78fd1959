import Synchronization

/// Stops requests to a source that fails, so that not every search waits for a time-out (Nygard 2007, "Release It!").
///
/// After some failures in a row it is open: requests fail at once. After a pause one request is made as a probe; if it
/// succeeds the breaker is closed, if it fails the next pause is twice as long.
final class CircuitBreaker: Sendable {
    /// When it opens, and for how long.
    struct Settings: Sendable {
        /// Failures in a row.
        var failures = 3
        var pauses = DoublingPause(first: .seconds(5), longest: .seconds(30))
    }

    private struct State {
        /// Failures since the last success.
        var failures = 0
        /// Pauses since the last success.
        var pauses = 0
        /// When a probe may be made; nil while closed.
        var probeAt: ContinuousClock.Instant?
        var isProbing = false
        var lastFailure = ""
        var openings = 0
    }

    private let settings: Settings
    private let report: @Sendable (SourceChange) -> Void
    private let state = Mutex(State())

    /// - Parameter report: called when it opens and when it closes, and not for pauses in between.
    init(_ settings: Settings = Settings(), report: @escaping @Sendable (SourceChange) -> Void = { _ in }) {
        self.settings = settings
        self.report = report
    }

    /// Whether requests fail at once at present.
    var isOpen: Bool { state.withLock { $0.probeAt != nil } }
    /// How often it was opened since the start.
    var openings: Int { state.withLock { $0.openings } }
    /// The time until the next probe; zero while closed.
    var remainingPause: Duration {
        state.withLock { state in max(.zero, state.probeAt.map { ContinuousClock.now.duration(to: $0) } ?? .zero) }
    }

    /// Makes a request if the breaker allows it, and notes how it ends.
    ///
    /// - Throws: `SourceError.paused` if it does not, else what the request throws.
    func perform<Value>(_ request: () throws(SourceError) -> Value) throws(SourceError) -> Value {
        let isProbe = try admit()
        do {
            let value = try request()
            note(nil, isProbe: isProbe)
            return value
        } catch {
            note(error, isProbe: isProbe)
            throw error
        }
    }

    /// - Returns: whether the request is a probe.
    private func admit() throws(SourceError) -> Bool {
        try state.withLock { state throws(SourceError) in
            guard let probeAt = state.probeAt else { return false }
            let wait = ContinuousClock.now.duration(to: probeAt)
            guard wait <= .zero, !state.isProbing else {
                throw .paused(
                    retryAfter: max(1, Int((wait / .seconds(1)).rounded(.up))), lastFailure: state.lastFailure)
            }
            state.isProbing = true
            return true
        }
    }

    private func note(_ error: SourceError?, isProbe: Bool) {
        let change = state.withLock { state -> SourceChange? in
            if isProbe { state.isProbing = false }
            guard let error, error.isFailureOfSource else {
                // A limit says nothing about the source: perhaps no request was made.
                if let error, error.isLimit { return nil }
                defer { (state.failures, state.pauses, state.probeAt) = (0, 0, nil) }
                return state.probeAt == nil ? nil : .back
            }
            state.failures += 1
            state.lastFailure = error.sentence
            // One that began before the breaker opened changes nothing.
            guard state.probeAt == nil ? state.failures >= settings.failures : isProbe else { return nil }
            let isNew = state.probeAt == nil
            state.pauses += 1
            state.probeAt = .now + settings.pauses.after(state.pauses)
            state.openings += isNew ? 1 : 0
            return isNew ? .lost(lastFailure: state.lastFailure) : nil
        }
        if let change { report(change) }
    }
}

/// A source has become unavailable, or answers again.
public enum SourceChange: Sendable, Equatable {
    /// Its last requests failed, so no requests are made for a while; says how the last one failed.
    case lost(lastFailure: String)
    /// It answers again.
    case back
}

extension SourceError {
    /// Whether the source is broken or cannot be reached, as far as the error tells.
    ///
    /// A refused request does not count: the source answered, and the tag of one client must not stop the others'
    /// requests.
    var isFailureOfSource: Bool {
        switch self {
        case .timedOut, .unavailable, .badAnswer: true
        case .rateLimited, .clientLimited, .refused, .paused: false
        }
    }

    /// Whether the request was not made, or not answered, because of a limit.
    fileprivate var isLimit: Bool {
        switch self {
        case .rateLimited, .clientLimited, .paused: true
        default: false
        }
    }

    /// Whether a search may be answered from an expired pool: the source does not answer.
    var allowsStalePool: Bool {
        switch self {
        case .timedOut, .unavailable, .badAnswer, .rateLimited, .paused: true
        case .clientLimited, .refused: false
        }
    }
}

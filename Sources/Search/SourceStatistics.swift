/// The calls to a picture source since the start, how they ended, and how many more its limit allows.
public struct SourceStatistics: Sendable {
    /// What is asked for.
    public enum Call: String, Sendable, CaseIterable {
        case listing
        case picture
    }

    /// How a call ended; the failures are those of `SourceError`.
    public enum Outcome: String, Sendable, CaseIterable {
        case ok
        case rateLimited = "rate_limited"
        case timedOut = "timed_out"
        case unavailable
        case badAnswer = "bad_answer"
        case refused

        /// - Parameter error: nil for a call that succeeded.
        public init(_ error: SourceError?) {
            self =
                switch error {
                case nil: .ok
                case .rateLimited, .clientLimited: .rateLimited
                case .timedOut: .timedOut
                case .unavailable, .paused: .unavailable
                case .badAnswer: .badAnswer
                case .refused: .refused
                }
        }
    }

    /// Calls by what was asked for and how they ended.
    public var calls: [Call: [Outcome: Int]] = [:]
    /// Listings that were not requested, since the source's limit or a client's share of it was used up.
    public var withheld = 0
    /// How many listings may be requested in a window of time.
    public var quota: Int
    /// How many of them are left at present, as far as this process knows.
    public var quotaLeft: Int

    public init(quota: Int, quotaLeft: Int) {
        (self.quota, self.quotaLeft) = (quota, quotaLeft)
    }
}

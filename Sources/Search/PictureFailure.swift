/// Why a picture of a pool has no embedding.
public struct PictureFailure: Error, Sendable, Equatable {
    /// The kind of failure, as metrics and logs name it.
    public enum Reason: String, Sendable, CaseIterable {
        /// The picture's host takes no more requests for now.
        case rateLimited = "rate_limited"
        /// The picture did not arrive in time.
        case timedOut = "timed_out"
        /// The host could not be reached, or answered that it is broken.
        case unavailable
        /// The host answered with something else than a JPEG, or with a part of one.
        case badAnswer = "bad_answer"
        /// The host refused the request: a status such as 403, 404 or 410.
        case refused
        /// All bytes arrived, and they cannot be decoded.
        case damaged
        /// The picture has more pixels than the source's pictures may have.
        case tooLarge = "too_large"
        /// The model failed, or is stopping.
        case encoder
        /// The source's listing describes the picture in a way that cannot be used.
        case badListing = "bad_listing"
    }

    /// The kind of failure.
    public let reason: Reason
    /// What happened, for people; holds no address and no key.
    public let detail: String

    public init(_ reason: Reason, detail: String) {
        self.reason = reason
        self.detail = detail
    }

    init(_ error: SourceError) {
        let reason: Reason =
            switch error {
            case .rateLimited, .clientLimited: .rateLimited
            case .timedOut: .timedOut
            case .unavailable, .paused: .unavailable
            case .badAnswer: .badAnswer
            case .refused: .refused
            }
        self.init(reason, detail: error.sentence)
    }

    /// Whether it is a property of the picture's bytes, so that trying again changes nothing for now.
    var isOfBytes: Bool { reason == .damaged || reason == .tooLarge }

    /// Whether the host answered, but not with the picture: what dead links in a listing look like.
    var isRefusal: Bool { reason == .refused || reason == .badAnswer }
}

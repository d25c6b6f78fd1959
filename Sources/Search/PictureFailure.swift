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
        /// The host answered something that is not a JPEG, or half of one.
        case badAnswer = "bad_answer"
        /// The host refused the request: a status such as 403, 404 or 410.
        case refused
        /// All bytes are there, and no decoder takes them.
        case damaged
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
        switch error {
        case .rateLimited(let seconds):
            self.init(.rateLimited, detail: "The picture's host takes no more requests for \(seconds) s.")
        case .timedOut: self.init(.timedOut, detail: "The picture did not arrive in time.")
        case .unavailable(let detail): self.init(.unavailable, detail: detail)
        case .badAnswer(let detail): self.init(.badAnswer, detail: detail)
        case .refused(let detail): self.init(.refused, detail: detail)
        }
    }

    /// Whether the host answered, but not with the picture: what dead links in a listing look like.
    var isRefusal: Bool { reason == .refused || reason == .badAnswer }
}

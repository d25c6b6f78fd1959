public import Threads

/// Where pictures come from: a service like Pixabay, or a folder.
///
/// Calls block; any number of threads may call at once.
public protocol ImageSource: Sendable {
    /// The name that ids, cache keys and answers carry, as in `pixabay`.
    var name: String { get }

    /// Identifies its pictures in the shared cache: more than the name where an id can come to mean another picture,
    /// as in a folder whose files are replaced.
    var cacheIdentity: String { get }

    /// Whether its pictures are on this machine, so that their bytes need not be cached.
    var isLocal: Bool { get }

    /// Whether it has a pool of all its pictures, for the empty tag.
    var hasUntaggedPool: Bool { get }

    /// How long its listings may be used without asking again, and its pictures' bytes may be cached. Default: a day.
    var answerLifetime: Duration { get }

    /// How old a listing must be before it may be asked for again because its pictures are refused or a part of it
    /// is missing; nil if the answer would be the same, as with a folder.
    var relistInterval: Duration? { get }

    /// How many pixels one of its pictures may have, by the format that is asked for; nil for what a decoder takes.
    var maximumPixels: Int? { get }

    /// What it tells people before they search. Default: nothing.
    var description: SourceDescription { get }

    /// What the operator should change, in sentences.
    var warnings: [String] { get }

    /// The calls since the start; nil for a source that calls no service, as a folder.
    var statistics: SourceStatistics? { get }

    /// The pictures that the source has for a tag.
    ///
    /// - Parameters:
    ///   - tag: trimmed and lower-cased; empty only if there is a pool for that.
    ///   - limit: how many at most.
    ///   - client: the name of the client whose share of the source's limit is used; empty for none.
    ///   - deadline: when the caller stops waiting.
    /// - Returns: at most `limit` pictures; none if the source has none. If only a part of the source's answer could be
    ///   fetched, that part with its `shortfall`.
    /// - Throws: `SourceError` if nothing could be fetched.
    func listing(
        tagged tag: String, limit: Int, for client: String, deadline: Deadline
    ) throws(SourceError) -> SourceListing

    /// Downloads the pictures' JPEG bytes, several at a time.
    ///
    /// - Parameters:
    ///   - pictures: what `listing(tagged:limit:deadline:)` answered, or some of it.
    ///   - deadline: when what has not arrived fails.
    ///   - arrival: called on the calling thread, once for each picture, in the order in which they arrive, with
    ///     the picture's index in `pictures` and its bytes, which begin as a JPEG does, or what went wrong. Failures
    ///     are temporary: the same request may succeed later.
    func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void)
}

extension ImageSource {
    public var cacheIdentity: String { name }
    public var isLocal: Bool { false }
    public var hasUntaggedPool: Bool { false }
    public var answerLifetime: Duration { PoolListing.usualLifetime }
    public var relistInterval: Duration? { nil }
    public var maximumPixels: Int? { nil }
    public var description: SourceDescription { SourceDescription() }
    public var warnings: [String] { [] }
    public var statistics: SourceStatistics? { nil }
}

/// Why a picture source did not answer, or not with what was asked for.
///
/// `detail` is for people and names what was wrong; it never holds a key or a full address.
public enum SourceError: Error, Sendable, Equatable {
    /// The source's limit, or our own budget below it, is used up; says for how many seconds.
    case rateLimited(retryAfter: Int)
    /// The client has used up its share of the limit; says for how many seconds.
    case clientLimited(retryAfter: Int)
    /// No requests are made, since the last ones failed; says after how many seconds the next one may be.
    case paused(retryAfter: Int, lastFailure: String)
    /// There was no answer by the deadline.
    case timedOut
    /// It could not be reached, or answered with an error of its own.
    case unavailable(detail: String)
    /// Its answer is invalid.
    case badAnswer(detail: String)
    /// It refused the request: a wrong key, or the address of a picture that it does not serve.
    case refused(detail: String)

    /// What happened, as a sentence for people.
    public var sentence: String {
        switch self {
        case .rateLimited(let seconds): "The picture source takes no more requests for \(seconds) s."
        case .clientLimited(let seconds):
            "You have searched for so many new keywords that your share of the picture source's limit is used up for "
                + "\(seconds) s. Keywords that were searched before are still answered."
        case .paused(let seconds, let lastFailure):
            "The picture source's last requests failed, so it is asked again in \(seconds) s. The last failure: "
                + lastFailure
        case .timedOut: "The picture source did not answer in time."
        case .unavailable(let detail), .badAnswer(let detail), .refused(let detail): detail
        }
    }
}

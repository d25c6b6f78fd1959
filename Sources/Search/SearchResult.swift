/// The answer to a ``SearchQuery``.
public struct SearchResult: Sendable {
    /// How long each part took.
    public struct Timing: Sendable {
        /// Until the pool was there.
        public let pool: Duration
        /// For the sentence's embedding.
        public let encode: Duration
        /// For scores and order.
        public let rank: Duration
        /// For the whole search.
        public let total: Duration
    }

    /// The query, as it was read.
    public let query: SearchQuery
    /// If the ranking is that of another sentence, which means nearly the same: the cosine of the two.
    public let nearbyCosine: Float?
    /// The best pictures from `query.offset` on, best first; at most `query.count`. None if `place` has the answer's
    /// bytes.
    public let pictures: [RankedPicture]
    /// How well the pool's best picture fits; nil without a ``Background``, if no picture is ranked, or if `place` has
    /// the answer's bytes.
    public let match: Match?
    /// Where the answer's bytes are kept; nil if they are not, or the caller does not want that.
    public let place: AnswerPlace?
    /// The pool that was ranked.
    public let pool: ImagePool
    /// Where the pool was found.
    public let origin: PoolOrigin
    /// How many pictures had to be encoded for this answer.
    public let encodedPictures: Int
    /// How long it took.
    public let timing: Timing
}

/// Where a pool was found.
public enum PoolOrigin: String, Sendable, CaseIterable {
    case memory
    case cache
    case source
}

/// A picture with its place in a ranking.
public struct RankedPicture: Sendable, Equatable {
    /// The picture.
    public let picture: Picture
    /// CLIP's logit: the cosine times the model's logit scale.
    public let score: Float
    /// The softmax of the scores over the pool.
    public let probability: Float
    /// The score as a word; nil without a ``Background``.
    public let match: Match?
    /// The picture's average colour; nil if it is not known.
    public let color: PictureColor?
}

/// Why a search has no answer.
public enum SearchError: Error, Sendable, Equatable {
    case source(SourceError)
    case encoder(EncoderError)
    /// More searches are under way than can be done in time.
    case overloaded
    /// The pools that are being loaded for the client are as many as it may have at once.
    case clientOverloaded(loads: Int)
    /// The client does not wait for the answer any more.
    case cancelled
}

/// How far a search in a pool that is being loaded has come.
public struct SearchProgress {
    /// How much of the pool is loaded.
    public let pool: PoolProgress
    /// The ranking of what is loaded, computed when it is called.
    public let result: () -> SearchResult?
}

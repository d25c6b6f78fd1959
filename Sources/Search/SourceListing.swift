/// What a picture source answered for a tag.
public struct SourceListing: Sendable, Equatable {
    /// A picture that the source describes in a way that cannot be used.
    public struct Rejected: Sendable, Equatable {
        /// The source's name and its own id, or the place in the answer where it has none.
        public let id: String
        /// What is wrong with it, for people.
        public let detail: String

        public init(id: String, detail: String) {
            self.id = id
            self.detail = detail
        }
    }

    /// The pictures, best first.
    public let pictures: [Picture]
    /// Why there may be more pictures than these: the failure of a later page of the answer; nil if this is all.
    public let shortfall: String?
    /// What was left out of `pictures`.
    public let rejected: [Rejected]

    public init(pictures: [Picture], shortfall: String? = nil, rejected: [Rejected] = []) {
        self.pictures = pictures
        self.shortfall = shortfall
        self.rejected = rejected
    }
}

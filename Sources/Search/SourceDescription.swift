/// What a source tells people before they search.
public struct SourceDescription: Sendable, Equatable {
    /// A search that finds something.
    public struct Example: Sendable, Equatable {
        public let tag: String
        public let query: String

        public init(tag: String, query: String) { (self.tag, self.query) = (tag, query) }
    }

    /// Under what terms its pictures may be used.
    public struct Licence: Sendable, Equatable {
        public let name: String
        /// Where the terms are.
        public let url: String?

        public init(name: String, url: String?) { (self.name, self.url) = (name, url) }
    }

    public let examples: [Example]
    /// Nil if the source does not say.
    public let licence: Licence?

    public init(examples: [Example] = [], licence: Licence? = nil) {
        (self.examples, self.licence) = (examples, licence)
    }
}

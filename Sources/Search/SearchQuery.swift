/// What a person asks for: the best pictures of a tag's pool for a sentence.
public struct SearchQuery: Sendable, Hashable {
    /// The most characters (Unicode scalars) a tag may have: what Pixabay allows for its `q`.
    public static let maximumTagLength = 100
    /// The most characters a sentence may have. CLIP reads 77 tokens, so nothing is lost.
    public static let maximumTextLength = 1000
    /// The largest `count` that is taken; any number above the pool's size means all of it.
    public static let maximumCount = 999_999_999

    /// The keyword: trimmed, lower-cased, 1 to 100 characters; empty for all pictures of a source that has such a pool.
    public let tag: String
    /// The sentence: trimmed, lower-cased, 1 to 1000 characters.
    public let text: String
    /// How many pictures at most: 1 or more.
    public let count: Int

    /// Trims, lower-cases and checks.
    ///
    /// - Parameter tagIsOptional: whether the tag may be blank.
    /// - Throws: a ``QueryError`` that names the parameter at fault by its name in the contract: `t`, `s_query`, `k`.
    public init(tag: String, text: String, count: Int = 10, tagIsOptional: Bool = false) throws(QueryError) {
        let isLeftOut = tagIsOptional && tag.allSatisfy(\.isWhitespace)
        self.tag =
            isLeftOut ? "" : try Self.cleaned(tag, parameter: "t", what: "the keyword", limit: Self.maximumTagLength)
        self.text = try Self.cleaned(text, parameter: "s_query", what: "the sentence", limit: Self.maximumTextLength)
        guard (1...Self.maximumCount).contains(count) else {
            throw QueryError(parameter: "k", detail: "k must be a whole number from 1 to \(Self.maximumCount)")
        }
        self.count = count
    }

    private static func cleaned(
        _ value: String, parameter: String, what: String, limit: Int
    ) throws(QueryError) -> String {
        let scalars = value.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else {
            throw QueryError(parameter: parameter, detail: "\(parameter) (\(what)) is empty")
        }
        let trimmed = String(scalars[first...last])
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace
        }
        guard !trimmed.unicodeScalars.contains(where: isControl) else {
            throw QueryError(parameter: parameter, detail: "\(parameter) (\(what)) holds a control character")
        }
        guard trimmed.unicodeScalars.count <= limit else {
            throw QueryError(
                parameter: parameter, detail: "\(parameter) (\(what)) is longer than \(limit) characters")
        }
        return trimmed.lowercased()
    }
}

/// A parameter that cannot be used, with a sentence that says why.
public struct QueryError: Error, Sendable, Equatable {
    /// The parameter's name in the contract, as in `s_query`.
    public let parameter: String
    /// What is wrong with it.
    public let detail: String
    /// The same without anything that the client sent, which may be part of a sentence and is personal.
    public let logDetail: String

    /// - Parameter logDetail: nil if `detail` holds nothing that the client sent.
    public init(parameter: String, detail: String, logDetail: String? = nil) {
        self.parameter = parameter
        self.detail = detail
        self.logDetail = logDetail ?? detail
    }
}

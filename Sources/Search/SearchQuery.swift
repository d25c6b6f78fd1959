/// What a person asks for: the best pictures of a tag's pool for a sentence.
public struct SearchQuery: Sendable, Hashable {
    /// The most characters (Unicode scalars) a tag may have.
    public static let maximumTagLength = 100
    /// The most characters a sentence may have. CLIP reads 77 tokens, so nothing is lost.
    public static let maximumTextLength = 1000
    /// The largest `count` and `offset` that are taken; any number above the pool's size means all of it.
    public static let maximumCount = 999_999_999

    /// The keyword: trimmed, lower-cased, 1 to 100 characters; empty for all pictures of a source that has such a pool.
    public let tag: String
    /// The sentence: trimmed, lower-cased, 1 to 1000 characters.
    public let text: String
    /// How many pictures at most: 1 or more.
    public let count: Int
    /// How many of the best pictures are left out before them.
    public let offset: Int

    /// How many of the best pictures have to be found.
    var depth: Int { offset + count }

    /// Trims, lower-cases and checks.
    ///
    /// - Parameter tagIsOptional: whether the tag may be blank.
    /// - Throws: a ``QueryError`` that names the field at fault.
    public init(
        tag: String, text: String, count: Int = 10, offset: Int = 0, tagIsOptional: Bool = false
    ) throws(QueryError) {
        let isLeftOut = tagIsOptional && tag.allSatisfy(\.isWhitespace)
        self.tag =
            isLeftOut ? "" : try Self.cleaned(tag, .tag, limit: Self.maximumTagLength)
        self.text = try Self.cleaned(text, .sentence, limit: Self.maximumTextLength)
        guard (1...Self.maximumCount).contains(count) else { throw .invalidCount }
        self.count = count
        guard (0...Self.maximumCount).contains(offset) else { throw .invalidOffset }
        self.offset = offset
    }

    private static func cleaned(
        _ value: String, _ field: QueryError.Field, limit: Int
    ) throws(QueryError) -> String {
        let bytes = value.utf8
        // Visible ASCII with nothing around it, as most are: the properties of its characters need no look-up.
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }), bytes.count <= limit, let first = bytes.first,
            first != UInt8(ascii: " "), bytes.last != UInt8(ascii: " ")
        {
            return value.lowercased()
        }
        let scalars = value.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { throw QueryError(field, "is empty") }
        let trimmed = String(scalars[first...last])
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace
        }
        guard !trimmed.unicodeScalars.contains(where: isControl) else {
            throw QueryError(field, "holds a control character")
        }
        guard trimmed.unicodeScalars.count <= limit else {
            throw QueryError(field, "is longer than \(limit) characters")
        }
        return trimmed.lowercased()
    }
}

/// A field of a query that cannot be used.
public struct QueryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The fields of a ``SearchQuery``, by the words that people know them by.
    public enum Field: String, Sendable, CaseIterable {
        case tag = "the keyword"
        case sentence = "the sentence"
        case count = "the number of pictures"
        case offset = "the number of pictures to leave out"
    }

    /// The field at fault.
    public let field: Field
    /// What is wrong with it, as in `is empty`; holds nothing that the person wrote.
    public let fault: String

    /// A count that is no whole number, or out of range.
    public static let invalidCount = QueryError(
        .count, "must be a whole number from 1 to \(SearchQuery.maximumCount)")

    /// An offset that is no whole number, or out of range.
    public static let invalidOffset = QueryError(
        .offset, "must be a whole number from 0 to \(SearchQuery.maximumCount)")

    public init(_ field: Field, _ fault: String) {
        (self.field, self.fault) = (field, fault)
    }

    /// As in `the sentence is empty`.
    public var description: String { "\(field.rawValue) \(fault)" }
}

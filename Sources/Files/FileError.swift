/// Why a file or a folder cannot be used, as words that stand behind its name.
public enum FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing has this path.
    case missing
    /// Not a regular file; reading it could block for ever.
    case notRegular(FileStatus.Kind)
    /// The system refuses; its own words.
    case unreadable(reason: String)
    /// The system does not let it be made; its own words.
    case unwritable(reason: String)
    /// It has more bytes than may be read.
    case tooLarge(size: Int, limit: Int)

    public var description: String {
        switch self {
        case .missing: "there is no such file"
        case .notRegular(let kind): "it is a \(kind.rawValue), not a regular file"
        case .unreadable(let reason): "it cannot be read: \(reason)"
        case .unwritable(let reason): reason
        case .tooLarge(let size, let limit):
            "it has \((size + 999_999) / 1_000_000) MB, and the limit is \(limit / 1_000_000) MB; save it smaller"
        }
    }
}

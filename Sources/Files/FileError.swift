internal import Foundation

/// Why a file or a folder cannot be used, as words that stand behind its name.
public enum FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing has this path.
    case missing
    /// Not a regular file; reading it could block for ever.
    case notRegular(FileStatus.Kind)
    /// The system refuses; `code` is the errno.
    case unreadable(code: Int32)
    /// The system does not let it be made; its own words.
    case unwritable(reason: String)
    /// It has more bytes than may be read.
    case tooLarge(size: Int, limit: Int)

    /// Whether it is a matter of the user's rights.
    public var isPermission: Bool {
        if case .unreadable(let code) = self { [EACCES, EPERM].contains(code) } else { false }
    }

    public var description: String {
        switch self {
        case .missing: "there is no such file"
        case .notRegular(let kind): "it is a \(kind.rawValue), not a regular file"
        // Without "it cannot be read", which is often what stands before it.
        case .unreadable(let code): unsafe String(cString: strerror(code))
        case .unwritable(let reason): reason
        case .tooLarge(let size, let limit):
            // Rounded up; a sparse file may be as long as the largest integer.
            "it has \(size / 1_000_000 + (size % 1_000_000 == 0 ? 0 : 1)) MB, and the limit is "
                + "\(limit / 1_000_000) MB; save it smaller"
        }
    }
}

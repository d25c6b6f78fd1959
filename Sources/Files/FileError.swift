internal import Glibc

/// Why a file or a folder cannot be used, as words to follow its name.
public enum FileError: Error, Sendable, Equatable, CustomStringConvertible {
    case missing
    /// Not a regular file; reading it could block without limit.
    case notRegular(FileStatus.Kind)
    /// The system refuses to read it; `code` is the errno.
    case unreadable(code: Int32)
    /// The system refuses to create it, for this reason.
    case unwritable(reason: String)
    case tooLarge(size: Int, limit: Int)

    /// Whether the user lacks a right.
    public var isPermission: Bool {
        if case .unreadable(let code) = self { [EACCES, EPERM].contains(code) } else { false }
    }

    public var description: String {
        switch self {
        case .missing: "there is no such file"
        case .notRegular(let kind): "it is a \(kind.rawValue), not a regular file"
        // Without "it cannot be read", which often precedes it.
        case .unreadable(let code): errorText(code)
        case .unwritable(let reason): reason
        case .tooLarge(let size, let limit):
            // Rounded up; a sparse file may be as long as the largest integer.
            "it has \(size / 1_000_000 + (size % 1_000_000 == 0 ? 0 : 1)) MB, and the limit is "
                + "\(limit / 1_000_000) MB; save it smaller"
        }
    }
}

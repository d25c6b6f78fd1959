import Glibc

/// Something that a person has named or set cannot be used; found before any work begins.
public struct SetupError: Error, CustomStringConvertible {
    public enum Kind: Sendable {
        /// What was named does not exist, or is no such thing.
        case missing
        /// A value that a setting or an argument cannot have.
        case usage
        /// What should be free or there is not: a port is in use, a server does not answer.
        case unavailable
        /// This user has no right to it.
        case permission
        /// All else.
        case invalid

        /// The kind of what the system refused with an errno.
        public init(errno: Int32) {
            self =
                switch errno {
                case EACCES, EPERM: .permission
                case EADDRINUSE: .unavailable
                default: .invalid
                }
        }

        public init(_ error: FileError) {
            self = error.isPermission ? .permission : .invalid
        }
    }

    /// What is wrong, where, and what to do, in one sentence.
    public let description: String
    public let kind: Kind

    public init(_ description: String, kind: Kind = .invalid) {
        self.description = description
        self.kind = kind
    }
}

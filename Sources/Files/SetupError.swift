import Glibc

/// An argument or a setting that cannot be used; found before any work begins.
public struct SetupError: Error, CustomStringConvertible {
    public enum Kind: Sendable {
        /// It does not exist, or is of another kind.
        case missing
        /// A value that a setting or an argument cannot have.
        case usage
        /// A port is in use, or a server does not answer.
        case unavailable
        case permission
        case invalid

        /// The kind of an errno.
        public init(errno: Int32) {
            self =
                switch errno {
                case EACCES, EPERM: .permission
                case EADDRINUSE: .unavailable
                default: .invalid
                }
        }

        public init(_ error: FileError) { self = error.isPermission ? .permission : .invalid }
    }

    /// What is wrong, where, and what to do, in one sentence.
    public let description: String
    public let kind: Kind

    public init(_ description: String, kind: Kind = .invalid) {
        (self.description, self.kind) = (description, kind)
    }
}

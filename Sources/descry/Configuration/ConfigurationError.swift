import ArgumentParser
import Files
import Foundation

/// A setting that cannot work, or what it names, found before anything runs; ends the process with its code.
struct ConfigurationError: Error, CustomStringConvertible {
    /// The exit code (sysexits.h).
    enum Code: Int32 {
        /// Something that should be free or there is not: a port is in use (EX_UNAVAILABLE).
        case unavailable = 69
        /// This user has no right to something (EX_NOPERM).
        case permission = 77
        /// All else (EX_CONFIG).
        case configuration = 78

        /// The code for what the system refused with an errno.
        init(errno: Int32) {
            self =
                switch errno {
                case EACCES, EPERM: .permission
                case EADDRINUSE: .unavailable
                default: .configuration
                }
        }

        init(_ error: FileError) {
            self = error.isPermission ? .permission : .configuration
        }
    }

    let description: String
    let code: Code

    /// The sentence of an error that a command meets before it runs.
    static func sentence(of error: any Error) -> String {
        (error as? ValidationError)?.message ?? "\(error)"
    }

    init(_ description: String, code: Code = .configuration) {
        self.description = description
        self.code = code
    }
}

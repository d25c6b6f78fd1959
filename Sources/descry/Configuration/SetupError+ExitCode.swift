import Diagnostics
import FastCGI
import Files

extension SetupError.Kind {
    /// The exit code (sysexits.h).
    var exitCode: Int32 {
        switch self {
        // EX_USAGE, EX_UNAVAILABLE, EX_NOPERM, EX_CONFIG
        case .missing, .usage: 64
        case .unavailable: 69
        case .permission: 77
        case .invalid: 78
        }
    }
}

extension FastCGIError {
    /// The exit code of a command that got no answer from a server.
    var exitCode: Int32 { isPermission ? SetupError.Kind.permission.exitCode : 1 }
}

import ArgumentParser
import Files

extension SetupError.Kind {
    /// The exit code (sysexits.h).
    var exitCode: Int32 {
        switch self {
        // EX_USAGE, EX_UNAVAILABLE, EX_NOPERM, EX_CONFIG
        case .missing: 64
        case .unavailable: 69
        case .permission: 77
        case .invalid: 78
        }
    }
}

extension SetupError {
    /// The sentence of an error that a command meets before it runs.
    static func sentence(of error: any Error) -> String {
        (error as? ValidationError)?.message ?? "\(error)"
    }
}

import Foundation

/// Standard error: what is for people and not for the next program.
enum StandardError {
    static let isTerminal = isatty(STDERR_FILENO) == 1

    static func write(_ text: String) {
        // A full disk or a reader that has gone is no reason to end.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}

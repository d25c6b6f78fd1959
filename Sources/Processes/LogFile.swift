public import Files
import Foundation

/// A file that replaces standard output and standard error, also for libraries and the Swift runtime.
public struct LogFile: Sendable {
    private let file: AppendedFile

    public init(path: FilePath) { file = AppendedFile(path, of: "the log", setting: "DESCRY_LOG_FILE") }

    public var path: FilePath { file.path }

    /// Opens the file, or opens it again after it was renamed; each line is appended.
    ///
    /// - Throws: a ``SetupError``; output then still goes where it went before.
    public func open() throws(SetupError) {
        let descriptor = try file.open()
        for standard in [STDOUT_FILENO, STDERR_FILENO] { dup2(descriptor, standard) }
        close(descriptor)
    }

    /// Checks whether it could be opened, without creating or opening it.
    public func check() throws(SetupError) { try file.check() }
}

public import Files
import Foundation

/// A file that replaces standard output and standard error, also for libraries and the Swift runtime.
public struct LogFile: Sendable {
    public let path: FilePath

    public init(path: FilePath) { self.path = path }

    /// Opens the file, or opens it again after it was renamed; each line is appended.
    ///
    /// - Throws: a ``SetupError``; output then still goes where it went before.
    public func open() throws(SetupError) {
        let descriptor = unsafe path.withCString {
            unsafe Foundation.open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o640)
        }
        guard descriptor >= 0 else { throw refusal(errno) }
        for standard in [STDOUT_FILENO, STDERR_FILENO] { dup2(descriptor, standard) }
        close(descriptor)
    }

    /// Checks whether it could be opened, without creating or opening it.
    public func check() throws(SetupError) {
        let exists = (try? FileStatus(path)) != nil
        let result = unsafe (exists ? path : path.folder).withCString {
            unsafe access($0, exists ? W_OK : W_OK | X_OK)
        }
        guard result == 0 else { throw refusal(errno) }
    }

    private func refusal(_ code: Int32) -> SetupError {
        SetupError(
            "the log's file \(path.shown) cannot be opened (\(errorText(code))); set "
                + "DESCRY_LOG_FILE to one that this user may write", kind: .init(errno: code))
    }
}

import Files
import Foundation

/// A file that takes the place of standard output and standard error, also for what a library or the Swift runtime
/// writes.
struct LogFile: Sendable {
    let path: FilePath

    /// Opens the file, or opens it again after it was renamed; each line is appended.
    ///
    /// - Throws: a ``ConfigurationError``; the output goes on where it went before.
    func open() throws(ConfigurationError) {
        let descriptor = try descriptor()
        for standard in [STDOUT_FILENO, STDERR_FILENO] { dup2(descriptor, standard) }
        close(descriptor)
    }

    /// Opens the file, which is made if it is missing, and leaves the output where it goes.
    func check() throws(ConfigurationError) {
        close(try descriptor())
    }

    private func descriptor() throws(ConfigurationError) -> Int32 {
        let descriptor = (path.bytes + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                Foundation.open(
                    $0.baseAddress!, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o640)
            }
        }
        guard descriptor >= 0 else {
            let code = errno
            throw ConfigurationError(
                "the log's file \(path.shown) cannot be opened (\(String(cString: strerror(code)))); set "
                    + "DESCRY_LOG_FILE to one that this user may write", code: .init(errno: code))
        }
        return descriptor
    }
}

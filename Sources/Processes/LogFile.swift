public import Files
import Foundation

/// A file that takes the place of standard output and standard error, also for what a library or the Swift runtime
/// writes.
public struct LogFile: Sendable {
    public let path: FilePath

    public init(
        path: FilePath
    ) {
        self.path = path
    }

    /// Opens the file, or opens it again after it was renamed; each line is appended.
    ///
    /// - Throws: a ``SetupError``; the output goes on where it went before.
    public func open() throws(SetupError) {
        let descriptor = unsafe Self.withName(path) {
            unsafe Foundation.open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o640)
        }
        guard descriptor >= 0 else { throw refusal(errno) }
        for standard in [STDOUT_FILENO, STDERR_FILENO] { dup2(descriptor, standard) }
        close(descriptor)
    }

    /// Looks whether it could be opened, and neither makes nor opens it.
    public func check() throws(SetupError) {
        let isThere = (try? FileStatus(path)) != nil
        let result = unsafe Self.withName(isThere ? path : path.folder) {
            unsafe access($0, isThere ? W_OK : W_OK | X_OK)
        }
        guard result == 0 else { throw refusal(errno) }
    }

    private func refusal(_ code: Int32) -> SetupError {
        SetupError(
            "the log's file \(path.shown) cannot be opened (\(unsafe String(cString: strerror(code)))); set "
                + "DESCRY_LOG_FILE to one that this user may write", kind: .init(errno: code))
    }

    private static func withName(_ path: FilePath, _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
        unsafe (path.bytes + [0]).withUnsafeBufferPointer { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe body($0.baseAddress!) }
        }
    }
}

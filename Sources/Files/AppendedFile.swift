import Glibc

/// A file that a setting names, and whose lines are appended.
public struct AppendedFile: Sendable {
    public let path: FilePath
    /// Whose file it is, as in "the log".
    private let owner: String
    private let setting: String

    public init(_ path: FilePath, of owner: String, setting: String) {
        (self.path, self.owner, self.setting) = (path, owner, setting)
    }

    /// Opens the file, or makes it.
    ///
    /// - Returns: its descriptor, which the caller closes.
    public func open() throws(SetupError) -> CInt {
        let descriptor = descriptor(O_CREAT)
        guard descriptor >= 0 else { throw refusal(errno) }
        return descriptor
    }

    /// Checks whether it could be opened, without creating it.
    public func check() throws(SetupError) {
        // Opening and closing a FIFO would tell its reader that the writer has ended.
        if (try? FileStatus(path))?.kind == .fifo { return try require(W_OK, of: path) }
        let descriptor = descriptor()
        if descriptor >= 0 {
            close(descriptor)
        } else if errno == ENOENT {
            try require(W_OK | X_OK, of: path.folder)
        } else {
            throw refusal(errno)
        }
    }

    private func descriptor(_ flags: CInt = 0) -> CInt {
        unsafe path.withCString {
            unsafe Glibc.open($0, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags, 0o640)
        }
    }

    private func require(_ access: CInt, of path: FilePath) throws(SetupError) {
        guard unsafe path.withCString({ unsafe Glibc.access($0, access) }) == 0 else { throw refusal(errno) }
    }

    private func refusal(_ code: Int32) -> SetupError {
        SetupError(
            "\(owner)'s file \(path.shown) cannot be opened (\(errorText(code))); set \(setting) to a file that this "
                + "user may write", kind: .init(errno: code))
    }
}

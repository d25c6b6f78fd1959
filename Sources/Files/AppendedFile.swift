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
        let descriptor = unsafe path.withCString {
            unsafe Glibc.open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o640)
        }
        guard descriptor >= 0 else { throw refusal(errno) }
        return descriptor
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
            "\(owner)'s file \(path.shown) cannot be opened (\(errorText(code))); set \(setting) to one that this user "
                + "may write", kind: .init(errno: code))
    }
}

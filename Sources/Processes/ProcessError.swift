internal import Glibc

/// What goes wrong when a process is started or watched; `code` is the errno.
public struct ProcessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried, as in "start /usr/bin/descry".
    public let action: String
    public let code: Int32

    init(_ action: String, code: Int32) {
        self.action = action
        self.code = code
    }

    public var description: String { "can't \(action): \(errorText(code)) (errno \(code))" }
}

/// What the system calls an error number.
private func errorText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
}

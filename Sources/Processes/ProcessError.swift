import Files

/// An error in starting or watching a process; `code` is the errno.
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

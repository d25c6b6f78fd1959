public import FastCGI
import Files

extension FastCGIError {
    /// That no server answers on its health socket, as a sentence with what to do.
    public var noAnswer: String {
        "no server answers: \(self)" + (isPermission ? "; ask as root (sudo), or as the user of the server" : "")
    }

    /// Whether this user may not connect.
    public var isPermission: Bool {
        if case .system(_, let code) = self { SetupError.Kind(errno: code) == .permission } else { false }
    }
}

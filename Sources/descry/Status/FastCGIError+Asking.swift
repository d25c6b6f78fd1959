import ArgumentParser
import FastCGI
import Files

extension FastCGIError {
    /// That a server's health socket gave no answer, as a sentence with what to do.
    var askingSentence: String {
        "no server answers: \(self)" + (askingCode == 77 ? "; ask as root (sudo), or as the user of the server" : "")
    }

    /// The exit code of a command that got no answer.
    var askingCode: Int32 {
        if case .system(_, let code) = self, SetupError.Kind(errno: code) == .permission {
            return SetupError.Kind.permission.exitCode
        }
        return 1
    }
}

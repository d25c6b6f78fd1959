import ArgumentParser
import Foundation

/// How the process ends: with everything written, and without destructors.
///
/// `exit` runs the destructors of libtorch's and oneDNN's static objects (C++ standard, [basic.start.term]) while the
/// encoder's thread may still be computing with them, which crashes. No thread needs them: the kernel frees what the
/// process had.
enum ProcessEnd {
    /// Ends the process with the outcome of a command, as `ParsableCommand.exit(withError:)` would.
    static func leave<Command: ParsableCommand>(_ command: Command.Type, with error: (any Error)?) -> Never {
        guard let error else {
            guard StandardOutput.flush() else {
                StandardError.write("descry: standard output could not be written; what was printed is not complete\n")
                leave(.failure)
            }
            leave(.success)
        }
        let code = command.exitCode(for: error)
        let message = command.fullMessage(for: error)
        if !message.isEmpty {
            // Help and versions that were asked for are output; everything else is an error.
            (code == .success ? FileHandle.standardOutput : .standardError).write(Data("\(message)\n".utf8))
        }
        leave(code)
    }

    private static func leave(_ code: ExitCode) -> Never {
        fflush(nil)
        _exit(code.rawValue)
    }
}

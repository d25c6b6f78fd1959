import ArgumentParser
import Files
import Formats
import Processes
import ProgramVersion
import Ranking
import Search
import Threads

/// The program.
@main
struct Descry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "descry",
        abstract: "Searches pictures with a sentence: a keyword's pool, ranked by CLIP.",
        discussion: """
            Settings come as flags or as environment variables, named in brackets in each command's help; a flag \
            wins. Exit codes: 0 done, also where some of several pictures were left out, which are named on standard \
            error; 1 failed, or none of the pictures could be used; 64 wrong usage, as a file that does not exist; \
            69 something is in use, as a port; 77 this user lacks a right; 78 wrong configuration (a broken model, say).
            """,
        version: programVersion,
        subcommands: [
            Serve.self, Supervise.self, SearchCommand.self, Rank.self, Embed.self, Evaluate.self, ModelCommand.self,
            BenchmarkCommand.self, Probe.self, Doctor.self, Status.self, CacheCommand.self,
        ])

    /// Runs the command that the arguments name, which are taken as they are: names of files need not be UTF-8.
    static func main() {
        // A setting may be a key.
        ProcessMemory.protect()
        do {
            var command = try parseAsRoot(ProcessArguments.all)
            try command.run()
            ProcessEnd.leave(self, with: nil)
        } catch {
            ProcessEnd.leave(self, with: error)
        }
    }
}

extension ParsableCommand {
    /// Runs a command's body, and ends the process with one clear sentence where a setting cannot work (the codes of
    /// ``SetupError``), or where an argument names what is not there (EX_USAGE).
    ///
    /// - Parameter hasLog: whether mistyped settings are warned of there, not on standard error.
    func reportingSetupErrors(hasLog: Bool = false, _ body: () throws -> Void) throws {
        if !hasLog {
            for mistake in KnownSettings.mistakes(in: .process) { StandardError.write("descry: warning: \(mistake)\n") }
        }
        do {
            try body()
        } catch let error as SetupError {
            try Self.fail("\(error)", code: error.kind.exitCode)
        } catch let error as ValidationError {
            // If it were rethrown, ArgumentParser would print the whole usage.
            try Self.fail(error.message, code: 64)
        }
    }

    /// Says what went wrong and ends the process.
    static func fail(_ sentence: String, code: Int32) throws -> Never {
        let lines = sentence.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).escapingControls
        }
        StandardError.write("descry: \(lines.joined(separator: "\n"))\n")
        throw ExitCode(code)
    }

    /// A sentence's embedding; ends the process where there is none.
    static func embedding(of sentence: String, with encoder: some TextEncoder) throws -> Embedding {
        do throws(EncoderError) {
            return try encoder.embedding(of: sentence, deadline: .after(.seconds(120)))
        } catch {
            try fail(error.sentence, code: 1)
        }
    }
}

import ArgumentParser
import Search

/// The program.
@main
struct Descry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "descry",
        abstract: "Searches pictures with a sentence: a keyword's pool, ranked by CLIP.",
        discussion: """
            Settings come as flags or as environment variables, named in brackets in each command's help; a flag \
            wins. Exit codes: 0 done, 1 failed, 64 wrong usage, 78 wrong configuration (a broken model, say).
            """,
        version: version,
        subcommands: [
            Serve.self, SearchCommand.self, Rank.self, Embed.self, Evaluate.self, ModelCommand.self,
            BenchmarkCommand.self,
        ])

    /// The program's version.
    static let version = "0.1.0"

    /// Runs the command that the arguments name.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
            ProcessEnd.leave(self, with: nil)
        } catch {
            ProcessEnd.leave(self, with: error)
        }
    }
}

extension ParsableCommand {
    /// Runs a command's body, and ends the process with EX_CONFIG and one clear sentence where a setting cannot work.
    func reportingConfigurationErrors(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as ConfigurationError {
            try Self.fail("\(error)", code: 78)
        }
    }

    /// Says what went wrong and ends the process.
    static func fail(_ sentence: String, code: Int32) throws -> Never {
        StandardError.write("descry: \(sentence)\n")
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

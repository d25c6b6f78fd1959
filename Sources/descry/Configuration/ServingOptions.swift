import ArgumentParser
import Files

/// What `descry serve` takes, and the commands that start or check it.
struct ServingOptions: ParsableArguments {
    @OptionGroup var search: SearchOptions
    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Process") var process: ProcessOptions

    /// The options with the environment's values filled in, as ``SearchOptions/configuration(in:server:)``.
    func configuration(in environment: Environment = .process) throws(SetupError) -> Configuration {
        try search.configuration(in: environment, server: server.resolved(in: environment))
    }
}

import ArgumentParser
import Files

/// What every search needs: a model, pictures, and Redis if there is one.
struct SearchOptions: ParsableArguments {
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Pictures") var source: SourceOptions
    @OptionGroup(title: "Cache") var redis: RedisOptions

    /// The options with the environment's values filled in.
    ///
    /// - Parameter server: the settings of the process that searches.
    /// - Throws: a ``SetupError`` that names the first setting that cannot be used.
    func configuration(
        in environment: Environment = .process, server: ServerConfiguration
    ) throws(SetupError) -> Configuration {
        let source = try source.resolved(in: environment)
        return Configuration(
            source: source, model: try model.resolved(in: environment, fallback: source.standardModel),
            redis: try redis.resolved(in: environment), server: server)
    }
}

import ArgumentParser
import Files

/// The file of settings that `descry supervise` reads, also for the commands that inspect its server.
struct SettingsFileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A file with settings, NAME=value on each line, that win over the environment's. `descry supervise` reads \
            it each time that it starts a process, so that SIGHUP applies changed ones. \
            [DESCRY_SETTINGS_FILE]
            """, valueName: "file"))
    var settingsFile: String?

    func file(_ environment: Environment) -> SettingsFile? {
        environment.value(settingsFile, "DESCRY_SETTINGS_FILE").map { SettingsFile(path: FilePath($0)) }
    }

    /// The environment of a process that `descry supervise` starts; without a file, the settings of the installed
    /// server, over which the environment wins.
    ///
    /// - Throws: a ``SetupError`` that names the file.
    func environment(
        _ environment: Environment = .process, installed: InstalledServer = .standard
    ) throws(SetupError) -> Environment {
        guard let settings = try file(environment)?.read() else {
            return Environment(variables: try installed.settings().merging(environment.variables) { $1 })
        }
        return Environment(variables: environment.variables.merging(settings) { $1 })
    }
}

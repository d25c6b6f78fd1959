import ArgumentParser
import Files

/// When `descry supervise` gives up on a process.
struct SupervisionOptions: ParsableArguments {
    @OptionGroup var file: SettingsFileOptions

    @Option(
        help: """
            Seconds until a process must be ready, 1 to 3600; then it is killed, and the one before it continues. \
            [DESCRY_START_LIMIT; default: 300]
            """)
    var startLimit: Double?

    @Option(
        help: """
            Seconds for which a process that serves may be silent, 1 to 3600; then it is killed and replaced. \
            [DESCRY_WATCHDOG; default: 10]
            """)
    var watchdog: Double?

    /// The options that `descry serve` does not have.
    private static let names = ["--settings-file", "--start-limit", "--watchdog"]

    struct Settings {
        let file: SettingsFile?
        let startLimit: Duration
        let watchdog: Duration
    }

    func resolved(in environment: Environment = .process) throws(SetupError) -> Settings {
        let start = try environment.number(
            startLimit, "DESCRY_START_LIMIT", "the seconds until a process must be ready", in: 1...3600,
            expected: "a number of seconds")
        let silence = try environment.number(
            watchdog, "DESCRY_WATCHDOG", "the seconds for which a process may be silent", in: 1...3600,
            expected: "a number of seconds")
        return Settings(
            file: file.file(environment), startLimit: .seconds(start ?? 300), watchdog: .seconds(silence ?? 10))
    }

    /// The arguments for `descry serve`: those of `descry supervise` without its own options.
    static func forServe(_ arguments: [String]) -> [String] {
        var kept: [String] = []
        var skipsNext = false
        for argument in arguments {
            if skipsNext {
                skipsNext = false
            } else if names.contains(argument) {
                skipsNext = true
            } else if !names.contains(where: { argument.hasPrefix("\($0)=") }) {
                kept.append(argument)
            }
        }
        return kept
    }
}

import ArgumentParser
import Foundation

/// When `descry supervise` gives up on a process.
struct SupervisionOptions: ParsableArguments {
    @OptionGroup var file: SettingsFileOptions

    @Option(
        help: """
            Seconds until a process must be ready, 1 to 3600; then it is killed, and the one before it goes on. \
            [DESCRY_START_LIMIT; default: 300]
            """)
    var startLimit: Double?

    @Option(
        help: """
            Seconds for which a process that serves may be silent, 1 to 3600; then it is killed and replaced. \
            [DESCRY_WATCHDOG; default: 10]
            """)
    var watchdog: Double?

    /// What `descry serve` does not take.
    private static let names = ["--settings-file", "--start-limit", "--watchdog"]

    struct Settings {
        let file: SettingsFile?
        let startLimit: Duration
        let watchdog: Duration
    }

    func settings(environment: Environment = .process) throws -> Settings {
        let start = try environment.value(
            startLimit, "DESCRY_START_LIMIT", expected: "a number of seconds", Double.init)
        try ValidationError.check(
            start ?? 300, in: 1...3600, "DESCRY_START_LIMIT, the seconds until a process must be ready,")
        let silence = try environment.value(watchdog, "DESCRY_WATCHDOG", expected: "a number of seconds", Double.init)
        try ValidationError.check(
            silence ?? 10, in: 1...3600, "DESCRY_WATCHDOG, the seconds for which a process may be silent,")
        return Settings(
            file: file.file(environment),
            startLimit: .seconds(start ?? 300), watchdog: .seconds(silence ?? 10))
    }

    /// The arguments of `descry supervise` without those that are its own: what `descry serve` gets.
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

import ArgumentParser
import Files
import Foundation

/// What holds for the process as a whole: its log and its rights.
struct ProcessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Write the log to this file instead of standard error. SIGUSR1 opens it again, so that it can be rotated: \
            rename it, make an empty one that the process may write to, send the signal. [DESCRY_LOG_FILE]
            """, valueName: "file"))
    var logFile: String?

    @Flag(
        help: """
            Run as root, which is refused otherwise: the process decodes pictures that strangers made. \
            [DESCRY_ALLOW_ROOT=1]
            """)
    var allowRoot = false

    @Flag(help: "Also log probes and details.") var verbose = false

    /// The log's file, if there is one.
    func log(environment: Environment = .process) -> LogFile? {
        environment.value(logFile, "DESCRY_LOG_FILE").map { LogFile(path: FilePath($0)) }
    }

    /// - Throws: a ``ConfigurationError`` that says what to do, where the process is root's and that is not allowed.
    func refuseRoot(user: uid_t = geteuid(), environment: Environment = .process) throws {
        let isAllowed = try environment.value(
            allowRoot ? true : nil, "DESCRY_ALLOW_ROOT", expected: "0 or 1",
            { ["1": true, "true": true, "0": false, "false": false][$0.lowercased()] })
        guard user == 0, isAllowed != true else { return }
        throw ConfigurationError(
            "not started as root, since it decodes pictures that strangers made: start it as a user of its own "
                + "(User= in systemd, `setpriv --reuid descry --regid descry --clear-groups` in a shell), or allow it "
                + "with --allow-root or DESCRY_ALLOW_ROOT=1")
    }
}

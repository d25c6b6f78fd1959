import ArgumentParser
import Files
import Foundation
import Logging
import Processes
import Tracing

/// The process' log and rights.
struct ProcessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Write the log to this file instead of standard error. SIGUSR1 opens it again, so that it can be rotated: \
            rename it, make an empty one that the process may write to, send the signal. [DESCRY_LOG_FILE]
            """, valueName: "file"))
    var logFile: String?

    @Option(
        help: ArgumentHelp(
            """
            Append when each part of a search began and ended to this file, as Chrome's trace viewer and Perfetto read \
            it; it grows without a limit. [DESCRY_TRACE_FILE]
            """, valueName: "file"))
    var traceFile: String?

    @OptionGroup var root: RootOptions

    @Flag(help: "Also log probes and details.") var verbose = false

    /// The log's file, if there is one.
    func log(in environment: Environment = .process) -> LogFile? {
        environment.value(logFile, "DESCRY_LOG_FILE").map { LogFile(path: FilePath($0)) }
    }

    /// The trace's file, if there is one.
    func trace(in environment: Environment = .process) -> AppendedFile? {
        environment.value(traceFile, "DESCRY_TRACE_FILE").map { Trace.file(at: FilePath($0)) }
    }

    /// Logs as JSON from now on.
    func startLogging() {
        // The reader of the log, at the other end of a pipe, may end before this process does.
        signal(SIGPIPE, SIG_IGN)
        // A log or a trace that reaches a limit of the file's size is no reason to end, either.
        signal(SIGXFSZ, SIG_IGN)
        let level: Logger.Level = verbose ? .debug : .info
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
    }

    /// - Throws: a ``SetupError`` that says what to do, where the process is root's and that is not allowed.
    func refuseRoot(user: uid_t = geteuid(), in environment: Environment = .process) throws(SetupError) {
        try root.refuseRoot(
            advice: "start it as a user of its own (User= in systemd, `setpriv --reuid descry --regid descry "
                + "--clear-groups` in a shell)", user: user, in: environment)
    }
}

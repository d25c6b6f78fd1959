import ArgumentParser
import Files
import Foundation
import Processes
import Supervision

/// `descry supervise`: `descry serve`, kept running.
struct Supervise: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Keeps `descry serve` running: restarts it when it ends or hangs, replaces it without a lost request.",
        discussion: """
            Takes the options of `descry serve` and passes them to it. It holds the two listening sockets, so that a \
            request that arrives while no process runs waits for the next one. A process that ends is started again \
            after pauses from 0.1 to 30 s; one that is silent is killed and replaced. SIGHUP starts a successor from \
            the same path, which serves when it is ready; if it does not get ready, the log says why, and the process \
            before it continues. SIGUSR1 opens the log's file again. SIGTERM, SIGINT and SIGQUIT end it within 10 s, \
            after the current requests are answered; a second one kills. If the very first process cannot start, it \
            ends with its exit code.
            """)

    @OptionGroup(title: "Supervision") var supervision: SupervisionOptions
    @OptionGroup var options: ServingOptions

    func run() throws {
        // First of all: threads and processes inherit the blocked signals.
        let signals = SignalQueue([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD])
        SpawnedProcess.keepOutcomes()
        StartEnvironment.enter()
        options.process.startLogging()
        let log = options.process.log()
        try reportingSetupErrors(hasLog: true) {
            try options.process.refuseRoot()
            try log?.open()
            let code = try supervise(SignalPipe(signals), log)
            if code != 0 { throw ExitCode(code) }
        }
    }

    private func supervise(_ signals: SignalPipe, _ log: LogFile?) throws -> Int32 {
        let settings = try supervision.resolved()
        let sockets = try ServingSockets(options.server.resolved(in: .process))
        let folder = try Self.privateFolder()
        defer { unsafe rmdir(folder) }
        var supervisor = Supervisor(
            Supervisor.Plan(
                program: Self.program,
                // After the command's own name.
                arguments: SupervisionOptions.forServe(Array(ProcessArguments.all.dropFirst())),
                variables: { () throws(SetupError) in
                    let variables = Environment.process.variables
                    return variables.merging(try settings.file?.read() ?? [:]) { $1 }
                },
                sockets: sockets, folder: folder, startLimit: settings.startLimit, watchdog: settings.watchdog),
            signals: signals, log: log, manager: ServiceManager(environment: Environment.process.variables))
        let code = supervisor.run()
        sockets.close()
        return code
    }

    /// The path by which the program was called: at the next start it may name another file.
    private static var program: FilePath {
        let name = CommandLine.arguments.first ?? ""
        let candidates =
            name.contains("/")
            ? [name.hasPrefix("/") ? name : "\(FileManager.default.currentDirectoryPath)/\(name)"]
            : (Environment.process["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
        let path = candidates.first { unsafe access($0, X_OK) == 0 }
        return FilePath(path ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? name)
    }

    /// A new folder that only this user may enter.
    private static func privateFolder() throws -> String {
        let parents = ["TMPDIR", "XDG_RUNTIME_DIR"].compactMap { Environment.process[$0] } + ["/tmp", "/dev/shm"]
        // A socket's path has at most 107 bytes, and 38 are added here and in SupervisedProcess.
        for parent in parents where parent.hasPrefix("/") && parent.utf8.count <= 69 {
            var template = Array("\(parent)/descry-supervise.XXXXXX".utf8CString)
            if unsafe mkdtemp(&template) != nil {
                return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        throw SetupError(
            "no folder can be made in \(parents.joined(separator: ", ")) for the socket on which the process reports "
                + "its state; set TMPDIR to one where this user may write")
    }
}

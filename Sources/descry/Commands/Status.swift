import ArgumentParser
import Diagnostics
import FastCGI
import Formats
import Foundation

/// `descry status`: a running server at a glance.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows a running server: is it ready, how many searches, how fast, memory, pools, Redis, source.",
        discussion: """
            Asks the server's health socket, without nginx. Ends with 0 if the server is ready, else with 1. \
            --watch shows it again every few seconds until Ctrl-C, with the rate and the times since the reading before.
            """)

    @Flag(help: "Print one JSON object, with --watch one on each line.") var json = false
    @Flag(help: "Continue until Ctrl-C.") var watch = false
    @Option(help: ArgumentHelp("Seconds between two readings, 0.1 to 3600.", valueName: "seconds")) var interval = 2.0
    @Option(help: ArgumentHelp("Seconds to wait for an answer, 0.1 to 300.", valueName: "seconds")) var timeout = 5.0
    @OptionGroup var health: HealthOptions
    @OptionGroup var settings: SettingsFileOptions

    func validate() throws {
        try ValidationError.check(interval, in: 0.1...3600, "the interval")
        try ValidationError.check(timeout, in: 0.1...300, "the timeout")
    }

    func run() throws {
        try reportingSetupErrors {
            let address = try health.address(in: settings.environment())
            var status = read(address)
            show(status, since: nil)
            if watch { Interrupt.endsProcess() }
            // Where SIGPIPE is ignored, a closed pipe does not end this by itself.
            while watch, StandardOutput.flush() {
                Thread.sleep(forTimeInterval: interval)
                let earlier = try? status.get()
                status = read(address)
                show(status, since: earlier)
            }
            if case .failure(let error) = status { throw ExitCode(error.exitCode) }
            guard case .success(let last) = status, last.isReady else { throw ExitCode(1) }
        }
    }

    private func read(_ address: ListenAddress) -> Result<ServerStatus, FastCGIError> {
        Result { () throws(FastCGIError) in try ServerStatus(of: address, timeout: .seconds(timeout)) }
    }

    private func show(_ status: Result<ServerStatus, FastCGIError>, since earlier: ServerStatus?) {
        if watch, !json, isatty(STDOUT_FILENO) == 1 { print("\u{1B}[H\u{1B}[2J", terminator: "") }
        switch status {
        case .success(let status): print(json ? status.json.text + "\n" : status.text(since: earlier), terminator: "")
        case .failure(let error): StandardError.write("descry: \(error.noAnswer)\n")
        }
        fflush(nil)
    }
}

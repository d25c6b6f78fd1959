import ArgumentParser
import Diagnostics
import FastCGI
import Formats

/// `descry probe`: asks a health path of a running server without nginx.
struct Probe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks a running server whether it is alive or ready, without nginx in between.",
        discussion: """
            For a container's HEALTHCHECK and for kubelet's exec probes. It prints the answer, and ends with 0 where \
            that is 200, else with 1. It asks where `descry serve` with the same settings listens.
            Example: descry probe ready --timeout 3
            """)

    enum Question: String, ExpressibleByArgument, CaseIterable {
        case alive, ready
    }

    @Argument(help: "alive: should it be restarted if not; ready: can it answer searches.") var question: Question
    @Option(help: ArgumentHelp("Seconds to wait for the answer, 0.1 to 300.", valueName: "seconds")) var timeout = 5.0
    @OptionGroup var health: HealthOptions
    @OptionGroup var settings: SettingsFileOptions

    func validate() throws {
        try ValidationError.check(timeout, in: 0.1...300, "the timeout")
    }

    func run() throws {
        try reportingSetupErrors {
            let address = try health.address(in: settings.environment())
            let answer: Response
            do throws(FastCGIError) {
                answer = try Client(address).get("/\(question)", timeout: .seconds(timeout))
            } catch {
                try Self.fail(error.noAnswer, code: error.exitCode)
            }
            print(String(decoding: answer.body, as: UTF8.self).escapingControls)
            if answer.status != 200 { throw ExitCode(1) }
        }
    }
}

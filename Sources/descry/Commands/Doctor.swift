import ArgumentParser
import Diagnostics
import Formats
import Foundation

/// `descry doctor`: checks an installation.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks settings, model, speed, Redis, pictures, sockets, nginx, certificate; says what to do.",
        discussion: """
            Changes nothing, and leaves a running server alone. With a Pixabay key it asks Pixabay once, which counts as \
            one of the 100 requests a minute, unless --no-source-call is given. Ends with 0, also with warnings, and \
            with 1 if one check is an error. It uses the settings of the server that deploy/install has set up, if \
            there is one. For deploy/run: descry doctor --settings-file .run/settings --nginx .run/nginx
            """)

    @Flag(inversion: .prefixedNo, help: "Ask the picture source once.") var sourceCall = true
    @Option(
        help: ArgumentHelp(
            "The folder that nginx/configure wrote. [default: /etc/descry/nginx if it exists]", valueName: "folder"))
    var nginx: String?
    @Flag(help: "Print one JSON object in place of lines.") var json = false
    @OptionGroup var settings: SettingsFileOptions
    @OptionGroup var options: ServingOptions

    func run() throws {
        // As in the server.
        StartEnvironment.enter()
        try reportingSetupErrors(hasLog: true) {
            let checks = InstallationChecks(options, in: try settings.environment())
            var report = CheckReport { [json] in if !json { print($0.line) } }
            for finding in checks.settings() { report.add(finding) }
            report.add(checks.rights(isServer: false))
            report.add(checks.sockets())
            report.add(checks.serverAnswer())
            report.add(checks.redisAnswer())
            note("loading the model")
            let (finding, model) = checks.loadModel()
            report.add(finding)
            if let model {
                report.add(model.speed())
                report.add(model.precision())
            }
            report.add(checks.pictures(asks: sourceCall))
            report.add(NginxCheck(folder: nginx ?? InstalledServer.standard.nginxFolder).finding())
            report.add(checks.certificate())
            if json { print(report.json.text) }
            if report.firstError != nil { throw ExitCode(1) }
        }
    }

    private func note(_ what: String) {
        if StandardError.isTerminal { StandardError.write("descry: \(what)\n") }
    }
}

import FastCGI
import Files
import Foundation

extension InstallationChecks {
    /// Whether the settings are those of a server that deploy/install has set up, which systemd keeps running.
    var isInstalledServer: Bool {
        server.health.listen(environment) == InstalledServer.healthListen
    }

    /// Whether a server answers.
    func serverAnswer() -> Finding {
        let name = "server"
        do throws(FastCGIError) {
            guard let address = try? server.health.address(environment: environment) else {
                return Finding(name, .skipped, "the address of its health socket is not known")
            }
            let answer = try Client(address).get("/ready", timeout: .seconds(5))
            guard answer.status == 200 else {
                return Finding(
                    name, .warning, "the server on \(address) runs, but /ready answers \(answer.status)",
                    advice: "see descry status and the server's log")
            }
            return Finding(name, .ok, "the server on \(address) is ready")
        } catch {
            guard isInstalledServer else { return Finding(name, .skipped, "no server runs with these settings") }
            return Finding(
                name, .error, error.askingSentence,
                advice: "see systemctl status descry.socket descry.service and journalctl -u descry",
                kind: .unavailable)
        }
    }
}

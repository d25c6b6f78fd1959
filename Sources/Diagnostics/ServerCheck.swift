public import FastCGI
public import Files

/// Whether a server answers, or could be started.
public struct ServerCheck {
    /// The server's health socket; nil if that is not known.
    let address: ListenAddress?
    /// Whether it is a server that deploy/install has set up, which systemd keeps running.
    let isInstalled: Bool

    public init(address: ListenAddress?, isInstalled: Bool) {
        (self.address, self.isInstalled) = (address, isInstalled)
    }

    private static let advice = "see systemctl status descry.socket descry.service and journalctl -u descry"

    /// Whether the server is ready.
    public func answer() -> Finding {
        let name = "server"
        guard let address else { return Finding(name, .skipped, "the address of its health socket is not known") }
        do throws(FastCGIError) {
            let answer = try Client(address).get("/ready", timeout: .seconds(5))
            guard answer.status == 200 else {
                return Finding(
                    name, .warning, "the server on \(address) runs, but /ready answers \(answer.status)",
                    advice: "see descry status and the server's log")
            }
            return Finding(name, .ok, "the server on \(address) is ready")
        } catch {
            guard isInstalled else { return Finding(name, .skipped, "no server runs with these settings") }
            return Finding(name, .error, error.noAnswer, advice: Self.advice, kind: .unavailable)
        }
    }

    /// Whether the two sockets can be opened, or are the running server's.
    ///
    /// - Parameter open: opens them and closes them again; returns their addresses.
    public func sockets(_ open: () throws(SetupError) -> String) -> Finding {
        let name = "sockets"
        do throws(SetupError) {
            return Finding(name, .ok, "\(try open()) can be opened")
        } catch {
            guard error.kind == .unavailable else { return Finding(name, error) }
            // In use by the server that is to be replaced, for example.
            if let address, (try? Client(address).get("/alive", timeout: .seconds(5)))?.status == 200 {
                return Finding(name, .ok, "a running server answers on \(address); it was left alone")
            }
            guard isInstalled else { return Finding(name, error) }
            return Finding(
                name, .error, "systemd listens on the sockets, and no process answers there", advice: Self.advice,
                kind: .unavailable)
        }
    }
}

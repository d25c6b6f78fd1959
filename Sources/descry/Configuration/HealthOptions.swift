import ArgumentParser
import FastCGI
import Files
import Supervision

/// Where a server answers its health paths.
struct HealthOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The server's address for /alive, /ready, /test and /metrics, so that no probe waits behind a search: \
            unix:/path or host:port. [DESCRY_HEALTH_LISTEN; default: health.sock in the folder of descry.sock]
            """, valueName: "address"))
    var healthListen: String?

    /// The address, if one is set.
    func listen(_ environment: Environment) -> String? {
        environment.value(healthListen, "DESCRY_HEALTH_LISTEN")
    }

    /// Where to ask a server that runs on this machine.
    ///
    /// - Throws: a ``SetupError`` if the address is none, or there is no standard folder for this user.
    func address(environment: Environment = .process) throws(SetupError) -> ListenAddress {
        let folder = { () throws(SetupError) in try SocketFolder(environment: environment).path }
        let text = if let set = listen(environment) { set } else { "unix:\(try folder())/\(SocketFolder.healthSocket)" }
        return try ServingSockets.configured { () throws(FastCGIError) in try ListenAddress(text) }
    }
}

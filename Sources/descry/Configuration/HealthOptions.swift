import ArgumentParser
import FastCGI
import Files

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
    func listen(in environment: Environment) -> String? {
        environment.value(healthListen, "DESCRY_HEALTH_LISTEN")
    }

    /// The health address of a server on this machine.
    ///
    /// - Throws: a ``SetupError`` if it cannot be read as an address, or this user has no standard folder for sockets.
    func address(in environment: Environment) throws(SetupError) -> ListenAddress {
        let text =
            if let set = listen(in: environment) { set } else {
                "unix:\(try SocketFolder(environment: environment).path)/\(SocketFolder.healthSocket)"
            }
        return try ListenAddress(text, setting: "DESCRY_HEALTH_LISTEN")
    }
}

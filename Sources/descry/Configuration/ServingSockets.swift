import FastCGI
import Foundation

/// The two listening sockets: for searches, and for the health paths, so that no probe waits behind a search.
struct ServingSockets {
    /// Their names in socket activation.
    static let names = ["search", "health"]

    let search: Listener
    let health: Listener

    /// Takes them from whoever started the process (socket activation), or opens them.
    ///
    /// - Throws: a ``ConfigurationError`` that names the address.
    init(
        _ settings: ServerOptions.Settings, environment: Environment = .process
    ) throws(ConfigurationError) {
        let activated = try Self.configured { () throws(FastCGIError) in
            try Listener.activated(environment: environment.variables)
        }
        guard activated.count < 2 else {
            let named = Dictionary(activated.map { ($0.name, $0.listener) }) { first, _ in first }
            search = named[Self.names[0]] ?? activated[0].listener
            health = named[Self.names[1]] ?? activated[1].listener
            return
        }
        health = try Self.listener(at: settings.healthListen, standard: "health.sock")
        if let listener = activated.first?.listener {
            search = listener
        } else {
            search = try Self.listener(at: settings.listen, standard: "descry.sock")
        }
    }

    /// Listens at an address or, if none is set, at a socket in the standard folder.
    private static func listener(at address: String?, standard name: String) throws(ConfigurationError) -> Listener {
        let chosen: String
        if let address {
            chosen = address
        } else {
            let folder = try SocketFolder()
            try folder.make(group: SocketFolder.nginxGroup())
            chosen = "unix:\(folder.path)/\(name)"
        }
        return try configured { () throws(FastCGIError) in try Listener(ListenAddress(chosen)) }
    }

    static func configured<Value>(_ body: () throws(FastCGIError) -> Value) throws(ConfigurationError) -> Value {
        do {
            return try body()
        } catch {
            throw ConfigurationError("\(error)")
        }
    }
}

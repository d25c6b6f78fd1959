import FastCGI
import Files
import Foundation
import Supervision

extension ServingSockets {
    /// Takes them from the service manager (socket activation), or opens them.
    ///
    /// - Throws: a ``SetupError`` that names the address.
    init(_ configuration: ServerConfiguration, environment: Environment = .process) throws(SetupError) {
        let activated: [(name: String, listener: Listener)]
        do throws(FastCGIError) {
            activated = try Listener.activated(environment: environment.variables)
        } catch {
            throw SetupError("\(error)")
        }
        let chosen = Self.chosen(from: activated.map { (name: $0.name, socket: $0.listener) })
        // The health socket first: where it is in use, the other one is not opened.
        let health =
            if let socket = chosen[1] { socket } else {
                try Self.listener(
                    at: configuration.healthListen, standard: SocketFolder.healthSocket,
                    setting: "DESCRY_HEALTH_LISTEN")
            }
        let search =
            if let socket = chosen[0] { socket } else {
                try Self.listener(at: configuration.listen, standard: "descry.sock", setting: "DESCRY_LISTEN")
            }
        self.init(search: search, health: health)
    }

    /// Which of the sockets from the service manager is for searches and which for the health paths: by their names,
    /// else by their order among those that no name assigns. A socket is for one of the two at most.
    static func chosen<Socket>(from activated: [(name: String, socket: Socket)]) -> [Socket?] {
        let named = names.map { name in activated.firstIndex { $0.name == name } }
        var others = activated.indices.filter { !named.contains($0) }[...]
        return named.map { ($0 ?? others.popFirst()).map { activated[$0].socket } }
    }

    /// Listens at an address or, if none is set, at a socket in the standard folder.
    private static func listener(
        at address: String?, standard name: String, setting: String
    ) throws(SetupError) -> Listener {
        let chosen: String
        if let address {
            chosen = address
        } else {
            let folder = try SocketFolder()
            try folder.make(group: SocketFolder.nginxGroup())
            chosen = "unix:\(folder.path)/\(name)"
        }
        do throws(FastCGIError) {
            return try Listener(ListenAddress(chosen))
        } catch {
            switch error {
            case .addressInUse:
                throw SetupError("\(error); stop it, or set \(setting) to another address", kind: .unavailable)
            case .system(_, let code) where SetupError.Kind(errno: code) == .permission:
                throw SetupError(
                    "\(error); let this user write there, or set \(setting) to another address", kind: .permission)
            default: throw SetupError("\(error); check \(setting)")
            }
        }
    }
}

extension ListenAddress {
    /// - Parameter name: the environment variable whose value the address is.
    /// - Throws: a ``SetupError`` that names both if the value is no address.
    init(_ text: String, setting name: String) throws(SetupError) {
        do throws(FastCGIError) {
            try self.init(text)
        } catch {
            throw SetupError("\(error); check \(name)")
        }
    }
}

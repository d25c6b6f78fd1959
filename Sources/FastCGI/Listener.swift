import Foundation
import Synchronization

/// A listening socket that a web server connects to.
///
/// Its own Unix socket has mode 0660 whatever the umask, replaces what a killed process left behind, and is removed
/// when the listener closes. A socket that was inherited outlives the process, so that connections wait for its
/// successor.
public final class Listener: Sendable {
    /// The address as bound: with the port that the system chose, where 0 was asked for.
    public let boundAddress: ListenAddress
    /// Whether the socket was opened by another process, which keeps it.
    public let isInherited: Bool

    let descriptor: Int32
    private let socketFile: FileIdentity?
    private let isOpen = Atomic(true)

    /// Opens a socket and listens on it.
    ///
    /// - Throws: `FastCGIError` that names the address.
    public init(_ address: ListenAddress) throws(FastCGIError) {
        switch address {
        case .unix(let path):
            descriptor = try Sockets.listen(unix: path)
            socketFile = FileIdentity(path: path)
            boundAddress = address
        case .tcp(let host, let port):
            descriptor = try Sockets.listen(host: host, port: port)
            socketFile = nil
            boundAddress = (try? Sockets.boundAddress(descriptor)) ?? address
        }
        isInherited = false
    }

    /// Takes over a socket that another process listens on and handed down, as systemd does.
    ///
    /// - Throws: `FastCGIError.system` if the descriptor is no listening socket.
    public init(inherited descriptor: Int32) throws(FastCGIError) {
        try Sockets.adopt(descriptor)
        boundAddress = try Sockets.boundAddress(descriptor)
        self.descriptor = descriptor
        socketFile = nil
        isInherited = true
    }

    /// The descriptor, to hand it to another process.
    public var inheritableDescriptor: Int32 { descriptor }

    /// The sockets handed down by socket activation, with their names (sd_listen_fds_with_names(3)).
    ///
    /// They are meant for the process LISTEN_PID or, where that is not set, for the children of LISTEN_PPID: a parent
    /// does not know a child's pid before it starts it. To be called once, since each call takes the same sockets over.
    ///
    /// - Parameter environment: the process's own, which describes them.
    /// - Returns: none where there was no activation, or where it was meant for another process.
    public static func activated(
        environment: [String: String]
    ) throws(FastCGIError) -> [(name: String, listener: Listener)] {
        try activated(environment: environment, firstDescriptor: 3)
    }

    static func activated(
        environment: [String: String], firstDescriptor: Int32
    ) throws(FastCGIError) -> [(name: String, listener: Listener)] {
        let isMeant =
            environment["LISTEN_PID"].map { Int32($0) == getpid() }
            ?? (environment["LISTEN_PPID"].flatMap(Int32.init) == getppid())
        guard isMeant, let count = environment["LISTEN_FDS"].flatMap(Int32.init), count > 0 else { return [] }
        let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
        var listeners: [(name: String, listener: Listener)] = []
        for index in 0..<Int(count) {
            let name = index < names.count ? String(names[index]) : ""
            listeners.append((name, try Listener(inherited: firstDescriptor + Int32(index))))
        }
        return listeners
    }

    deinit {
        close()
    }

    /// Takes the socket's file away, so that a web server finds out at once and asks elsewhere.
    func unlink() {
        // Only our own: a successor may have put its socket there in the meantime.
        guard case .unix(let path) = boundAddress, let socketFile, FileIdentity(path: path) == socketFile else {
            return
        }
        Sockets.removeFile(path)
    }

    /// Stops listening. Closing twice does nothing.
    public func close() {
        guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
        unlink()
        _ = Foundation.close(descriptor)
    }
}

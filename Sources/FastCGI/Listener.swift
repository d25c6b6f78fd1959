import Files
import Foundation
import Synchronization

/// A listening socket that a web server connects to.
///
/// A Unix socket that it opens has mode 0660 whatever the umask, replaces the file of a killed process, and is removed
/// when the listener closes. An inherited socket outlives the process, so that connections wait for its successor.
public final class Listener: Sendable {
    /// The address as bound: with the port that the system chose for port 0.
    public let boundAddress: ListenAddress
    /// Whether the socket was opened by another process, which keeps it.
    public let isInherited: Bool

    let descriptor: Int32
    /// The socket's file as it was opened, to recognize our own by.
    private let socketFile: FileStatus?
    private let isOpen = Atomic(true)

    /// - Throws: `FastCGIError` that names the address.
    public init(_ address: ListenAddress) throws(FastCGIError) {
        switch address {
        case .unix(let path):
            descriptor = try Sockets.listen(unix: path)
            socketFile = Self.file(at: path)
            boundAddress = address
        case .tcp(let host, let port):
            descriptor = try Sockets.listen(host: host, port: port)
            socketFile = nil
            boundAddress = (try? Sockets.boundAddress(descriptor)) ?? address
        }
        isInherited = false
    }

    /// Takes over a listening socket that another process opened, such as systemd.
    ///
    /// - Throws: `FastCGIError.system` if the descriptor is no listening socket.
    public init(inherited descriptor: Int32) throws(FastCGIError) {
        try Sockets.adopt(descriptor)
        boundAddress = try Sockets.boundAddress(descriptor)
        self.descriptor = descriptor
        socketFile = nil
        isInherited = true
    }

    /// The descriptor, for a process that inherits it.
    public var inheritableDescriptor: Int32 { descriptor }

    /// The sockets passed by socket activation, with their names (sd_listen_fds_with_names(3)).
    ///
    /// They are for the process LISTEN_PID or, if that is not set, for the children of LISTEN_PPID: a parent does not
    /// know a child's pid before it starts it. To be called once, since each call takes over the same sockets.
    ///
    /// - Parameter environment: the process's own, which describes them.
    /// - Returns: none without activation, or if it was for another process.
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

    /// Removes the socket's file, so that connections fail at once and a web server uses another server.
    func unlink() {
        // Only our own: a successor's socket may be there by now.
        guard case .unix(let path) = boundAddress, let socketFile, let present = Self.file(at: path),
            (present.device, present.inode) == (socketFile.device, socketFile.inode)
        else { return }
        Sockets.removeFile(path)
    }

    private static func file(at path: String) -> FileStatus? {
        try? FileStatus(FilePath(bytes: Array(path.utf8)), followingLinks: false)
    }

    /// Stops listening. Closing twice does nothing.
    public func close() {
        guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
        unlink()
        _ = Foundation.close(descriptor)
    }
}

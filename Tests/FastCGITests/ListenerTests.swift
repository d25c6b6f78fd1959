import Foundation
import TestSupport
import Testing

@testable import FastCGI

@Suite("Listener")
struct ListenerTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("s")
    }

    private func mode() throws -> mode_t {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return status.st_mode
    }

    @Test("a Unix socket is for its owner and group, and goes with the listener")
    func unixSocket() throws {
        let listener = try Listener(.unix(path: path))
        #expect(try mode() & 0o777 == 0o660)
        #expect(listener.boundAddress == .unix(path: path))
        _ = try TestClient(listener.boundAddress)
        listener.close()
        #expect(!FileManager.default.fileExists(atPath: path))
        listener.close()
    }

    @Test("what a killed process left behind is replaced")
    func stale() throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
        close(descriptor)
        let listener = try Listener(.unix(path: path))
        _ = try TestClient(listener.boundAddress)
    }

    @Test("a socket that someone listens on is left alone")
    func inUse() throws {
        let first = try Listener(.unix(path: path))
        #expect(throws: FastCGIError.addressInUse("unix:\(path)")) { try Listener(.unix(path: path)) }
        _ = try TestClient(first.boundAddress)
    }

    @Test("a file that is no socket is left alone")
    func notASocket() throws {
        try "precious".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: FastCGIError.notASocket(path: path)) { try Listener(.unix(path: path)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test("a successor's socket at the same path is left alone")
    func successor() throws {
        let first = try Listener(.unix(path: path))
        try FileManager.default.removeItem(atPath: path)
        let second = try Listener(.unix(path: path))
        first.close()
        _ = try TestClient(second.boundAddress)
    }

    @Test("an error names the address and what the system says")
    func errors() {
        #expect {
            try Listener(.unix(path: folder.file("missing/s")))
        } throws: { error in
            let text = String(describing: error)
            return text.contains("missing/s") && text.contains("No such file or directory")
        }
        #expect(throws: FastCGIError.self) { try Listener(.tcp(host: "no.such.host.invalid", port: 0)) }
    }

    @Test("port 0 takes a free one, which then is in use", arguments: ["127.0.0.1:0", "localhost:0"])
    func freePort(_ text: String) throws {
        let listener = try Listener(ListenAddress(text))
        guard case .tcp(_, let port) = listener.boundAddress else { return #expect(Bool(false)) }
        #expect(port != 0)
        _ = try TestClient(listener.boundAddress)
        #expect(throws: FastCGIError.addressInUse(listener.boundAddress.description)) {
            try Listener(listener.boundAddress)
        }
    }

    @Test("an inherited socket outlives the listener")
    func inherited() throws {
        let owner = try Listener(.unix(path: path))
        let descriptor = try duplicate(of: path)
        let inherited = try Listener(inherited: descriptor)
        #expect(inherited.isInherited)
        #expect(inherited.boundAddress == .unix(path: path))
        #expect(fcntl(descriptor, F_GETFD) == FD_CLOEXEC)
        inherited.close()
        _ = try TestClient(owner.boundAddress)
    }

    /// A second descriptor of the socket that is bound to a path, as a child process would inherit it.
    private func duplicate(of path: String) throws -> Int32 {
        for descriptor in Int32(3)..<1024 {
            var address = sockaddr_un()
            var length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let result = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
            }
            let bound = withUnsafeBytes(of: address.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if result == 0, bound == path { return dup(descriptor) }
        }
        throw TestClient.Failure(what: "no descriptor is bound to \(path)")
    }

    @Test("only a listening socket can be inherited")
    func notListening() throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        #expect(throws: FastCGIError.self) { try Listener(inherited: descriptor) }
        #expect(throws: FastCGIError.self) { try Listener(inherited: 999) }
    }

    @Test("activated sockets come with their names")
    func activated() throws {
        let owner = try Listener(.unix(path: path))
        let environment = ["LISTEN_PID": String(getpid()), "LISTEN_FDS": "1", "LISTEN_FDNAMES": "search"]
        let listeners = try Listener.activated(
            environment: environment, firstDescriptor: try duplicate(of: path))
        #expect(listeners.map(\.name) == ["search"])
        #expect(listeners.first?.listener.boundAddress == owner.boundAddress)
        #expect(listeners.first?.listener.isInherited == true)
    }

    @Test("activation meant for nobody or another process is none")
    func activation() throws {
        #expect(try Listener.activated(environment: [:]).isEmpty)
        #expect(try Listener.activated(environment: ["LISTEN_PID": "1", "LISTEN_FDS": "1"]).isEmpty)
        let own = String(getpid())
        #expect(try Listener.activated(environment: ["LISTEN_PID": own, "LISTEN_FDS": "0"]).isEmpty)
    }
}

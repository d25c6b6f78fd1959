import Foundation
import Redis
import Synchronization
import TestSupport

/// A real redis-server, on a Unix socket in a folder of its own and on a free port.
final class TestRedis: Sendable {
    struct Failure: Error {
        let what: String
    }

    static let path = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let port: Int
    private let folder: TemporaryFolder
    private let options: [String]
    private let process = Mutex(Process())

    var unix: RedisConfiguration.Endpoint { .unix(path: folder.file("s")) }
    var tcp: RedisConfiguration.Endpoint { .tcp(host: "127.0.0.1", port: port) }

    /// - Parameter options: as on redis-server's command line, `["--maxmemory", "2mb"]`.
    init(_ options: [String] = []) throws {
        folder = try TemporaryFolder()
        port = try TestSocket.freePort()
        self.options = options
        try start()
    }

    deinit {
        kill()
    }

    func start() throws {
        let new = Process()
        new.executableURL = URL(filePath: Self.path ?? "/usr/bin/redis-server")
        new.arguments =
            [
                "--port", String(port), "--bind", "127.0.0.1", "--unixsocket", folder.file("s"), "--dir", folder.path,
                "--save", "", "--appendonly", "no", "--loglevel", "warning",
            ] + options
        new.standardOutput = FileHandle.nullDevice
        new.standardError = FileHandle.nullDevice
        try new.run()
        process.withLock { $0 = new }
        let answers = eventually {
            do {
                _ = try RedisConnection(RedisConfiguration(endpoint: tcp)).command(["PING"])
                return FileManager.default.fileExists(atPath: folder.file("s"))
            } catch {
                return false
            }
        }
        guard answers else { throw Failure(what: "redis-server does not answer") }
    }

    /// As `kill -9` does it.
    func kill() {
        process.withLock { process in
            guard process.isRunning else { return }
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    func freeze() {
        _ = process.withLock { Foundation.kill($0.processIdentifier, SIGSTOP) }
    }

    func thaw() {
        _ = process.withLock { Foundation.kill($0.processIdentifier, SIGCONT) }
    }
}

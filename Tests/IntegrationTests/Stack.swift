import Foundation
import TestSupport
import Testing

/// Descry as people run it: redis-server, `descry serve` and nginx with TLS, under a folder of its own.
final class Stack {
    let folder: TemporaryFolder
    let port = Checkout.freePort()
    private(set) var descry: ChildProcess
    private(set) var redis: ChildProcess?
    private let nginx: ChildProcess
    private let environment: [String: String]
    /// `serve`, or `supervise` with its options.
    private let command: [String]

    /// Starts everything and waits until it is ready.
    init(
        in folder: TemporaryFolder? = nil, environment: [String: String] = [:], redis usesRedis: Bool = true,
        command: [String] = ["serve"], nginx nginxSettings: [String: String] = [:], waits: Bool = true
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        var environment = environment.merging([
            "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
            "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))",
        ]) { $1 }
        if environment["DESCRY_MODEL"] == nil { environment["DESCRY_MODEL"] = Checkout.model }
        if usesRedis {
            environment["REDISHOST"] = "unix:\(folder.file("redis.sock"))"
            redis = try Self.startRedis(folder)
        }
        self.environment = environment
        self.command = command
        descry = try Self.startDescry(folder, command, environment)
        nginx = try Self.startNginx(
            folder, port: port,
            environment: environment.filter { $0.key.hasSuffix("LISTEN") || $0.key == "DESCRY_DEADLINE" }.merging([
                "DESCRY_ANSWER_CACHE": "0"
            ]) { $1 }.merging(nginxSettings) { $1 })
        if waits { try waitUntilReady() }
    }

    deinit {
        nginx.stop()
        descry.stop()
        // Child processes inherit the test thread's blocked signals, and Redis does not unblock SIGTERM.
        redis?.signal(SIGKILL)
    }

    func waitUntilReady() throws {
        let isReady = eventually { (try? get("/ready").status) == 200 }
        try #require(isReady, "not ready; the log says:\n\(descry.log)")
    }

    func restartDescry(environment more: [String: String] = [:]) throws {
        descry.stop()
        descry = try Self.startDescry(folder, command, environment.merging(more) { $1 })
        try waitUntilReady()
    }

    /// Starts the process that has ended again.
    ///
    /// - Returns: whether it listens; false if it has ended already.
    func startDescryAgain() throws -> Bool {
        descry = try Self.startDescry(folder, command, environment)
        eventually { descry.log.contains("\"listening\"") || !descry.isRunning }
        return descry.isRunning
    }

    func restartRedis() throws {
        redis = try Self.startRedis(folder)
    }

    /// A request by curl, as it stands.
    func get(_ target: String, _ options: [String] = []) throws -> Answer {
        Answer(
            try ChildProcess.run(
                "curl",
                ["-sk", "-i", "--noproxy", "*", "--max-time", "60", "--http1.1", "--path-as-is"] + options
                    + ["https://localhost:\(port)\(target)"]
            ).output)
    }

    /// The log's lines of `/search`, in order, as JSON.
    func searchLog() -> [[String: Any]] {
        descry.log.split(separator: "\n").compactMap { line in
            let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return json?["path"] as? String == "/search" ? json : nil
        }
    }

    /// Everything that was logged by anyone.
    func allLogs() -> String {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".log") }
            .map { (try? String(contentsOfFile: folder.file($0), encoding: .utf8)) ?? "" }.joined()
    }

    private static func startDescry(
        _ folder: TemporaryFolder, _ command: [String], _ environment: [String: String]
    ) throws -> ChildProcess {
        try ChildProcess(
            Checkout.descry, command, environment: environment,
            log: folder.file("descry-\(UInt16.random(in: 0...UInt16.max)).log"))
    }

    static func startRedis(_ folder: TemporaryFolder) throws -> ChildProcess {
        let socket = folder.file("redis.sock")
        let redis = try ChildProcess(part, ["redis", folder.path], log: folder.file("redis.log"))
        eventually { FileManager.default.fileExists(atPath: socket) }
        return redis
    }

    /// Starts nginx with a certificate of its own and all that it writes in the folder.
    static func startNginx(
        _ folder: TemporaryFolder, port: Int, environment: [String: String]
    ) throws -> ChildProcess {
        let configured = try ChildProcess.run(
            part, ["configuration", folder.path, String(port)], environment: environment)
        try #require(configured.status == 0, "Tests/Stack/part: \(configured.errors)")
        return try ChildProcess(
            part, ["nginx", folder.file("configuration"), folder.file("nginx")], log: folder.file("nginx-start.log"))
    }

    /// Starts Redis and nginx for the Python tests, too.
    private static let part = "\(Checkout.root)/Tests/Stack/part"
}

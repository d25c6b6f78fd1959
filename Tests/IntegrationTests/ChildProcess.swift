import Foundation
import TestSupport

/// A program that a test starts, with its output in a file.
final class ChildProcess: Sendable {
    /// What a program that has ended left.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    let logPath: String
    private let process = Process()
    private let input = Pipe()

    /// Starts a program that stays.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:], log: String) throws {
        logPath = log
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        Self.prepare(process, program, arguments, environment)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
    }

    deinit {
        stop()
    }

    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    func signal(_ signal: Int32) { kill(pid, signal) }

    /// Waits for the end.
    ///
    /// - Returns: the exit status.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ends it, kindly at first.
    func stop() {
        guard process.isRunning else { return }
        signal(SIGTERM)
        for _ in 0..<200 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
        if process.isRunning { signal(SIGKILL) }
        process.waitUntilExit()
    }

    /// Runs a program to its end.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        prepare(process, program, arguments, environment)
        let folder = try TemporaryFolder()
        for name in ["out", "err"] {
            _ = FileManager.default.createFile(atPath: folder.file(name), contents: nil)
        }
        process.standardInput = FileHandle.nullDevice
        // Files, since a full pipe would stop the program.
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("out")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("err")))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: FileManager.default.contents(atPath: folder.file("out")) ?? Data(), as: UTF8.self),
            errors: String(decoding: FileManager.default.contents(atPath: folder.file("err")) ?? Data(), as: UTF8.self))
    }

    private static func prepare(
        _ process: Process, _ program: String, _ arguments: [String], _ environment: [String: String]
    ) {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        // Settings of whoever runs the tests must not reach what is tested.
        var inherited = ProcessInfo.processInfo.environment.filter { name, _ in
            !["DESCRY_", "PIXABAY_", "REDIS", "OMP_", "GOMP_"].contains { name.hasPrefix($0) }
        }
        // The tests may be root's.
        inherited["DESCRY_ALLOW_ROOT"] = "1"
        inherited["PATH"] = "\(inherited["PATH"] ?? ""):/usr/sbin:/sbin"
        process.environment = inherited.merging(environment) { $1 }
    }
}

import Foundation
import TestSupport
import Testing

/// A `deploy/run` with the program that was built for the tests.
final class DeployedStack {
    let folder: TemporaryFolder
    let port = Checkout.freePort()
    let script: ChildProcess
    /// The run folder.
    var run: String { folder.file("run") }
    /// What deploy/run has said.
    var output: String { script.log }

    init(environment: [String: String] = [:]) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        // The folder of the program's user as well.
        chmod(folder.path, 0o755)
        script = try ChildProcess(
            // Unblocks the signals that the test's thread blocks.
            "env", ["--default-signal", "\(Checkout.root)/deploy/run"],
            environment: [
                "DESCRY_PROGRAM": Checkout.descry, "DESCRY_RUN_DIR": folder.file("run"),
                "DESCRY_HTTPS_PORT": String(port), "DESCRY_ALLOW_ROOT": "",
            ].merging(environment) { $1 }, log: folder.file("run.log"))
        let isReady = eventually { output.contains(" ready\n") || !script.isRunning }
        try #require(isReady && script.isRunning, "\(output)")
    }

    deinit {
        script.stop()
    }

    func get(_ target: String, _ options: [String] = []) throws -> Answer {
        Answer(
            try ChildProcess.run(
                "curl",
                ["-sk", "-i", "--noproxy", "*", "--max-time", "60", "--http1.1"] + options
                    + ["https://localhost:\(port)\(target)"]
            ).output)
    }

    /// The pid of a part: redis, descry or nginx.
    func pid(_ part: String) throws -> Int32 {
        let text = try String(contentsOfFile: "\(run)/pids/\(part)", encoding: .utf8)
        return try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// The processes that a process has started.
    func children(of pid: Int32) throws -> [Int32] {
        try ChildProcess.run("pgrep", ["-P", "\(pid)"]).output.split(separator: "\n").compactMap { Int32($0) }
    }

    /// A file of the run folder; empty where there is none.
    func text(_ file: String) -> String { (try? String(contentsOfFile: "\(run)/\(file)", encoding: .utf8)) ?? "" }

    func reload(_ environment: [String: String] = [:], _ arguments: [String] = []) throws -> ChildProcess.Outcome {
        try ChildProcess.run(
            "\(Checkout.root)/deploy/reload", arguments + [run],
            environment: ["DESCRY_ALLOW_ROOT": ""].merging(environment) { $1 })
    }
}

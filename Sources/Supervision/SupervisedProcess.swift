import FastCGI
import Files
import Foundation
import Processes

/// A `descry serve` that ``Supervisor`` has started, and what it has said of itself.
final class SupervisedProcess {
    let process: SpawnedProcess
    let socket: NotificationSocket
    let start = ContinuousClock.now
    /// When it said that it is ready.
    private(set) var ready: ContinuousClock.Instant?
    /// When it last gave a sign of life.
    private(set) var heard = ContinuousClock.now
    /// What it last said of its state: why it cannot start, where that is so.
    private(set) var status: String?
    /// Why it was killed, if that was the supervisor's decision.
    private(set) var killReason: String?
    /// When it is killed, having been told to end.
    private(set) var end: ContinuousClock.Instant?

    var pid: Int32 { process.pid }
    var isReady: Bool { ready != nil }

    /// - Parameters:
    ///   - folder: where its notification socket is made.
    ///   - variables: its environment, to which those of socket activation and notification are added.
    init(
        program: FilePath, arguments: [String], variables: [String: String], sockets: ServingSockets, folder: String,
        watchdog: Duration
    ) throws(ProcessError) {
        // Of eight digits at most: the path's length is limited.
        let name = String(UInt32.random(in: 0...UInt32.max), radix: 16)
        socket = try NotificationSocket(path: "\(folder)/\(name).sock")
        var variables = variables
        for name in ["LISTEN_PID", "WATCHDOG_PID"] { variables[name] = nil }
        variables["LISTEN_PPID"] = String(getpid())
        variables["LISTEN_FDS"] = String(ServingSockets.names.count)
        variables["LISTEN_FDNAMES"] = ServingSockets.names.joined(separator: ":")
        variables["NOTIFY_SOCKET"] = socket.address
        variables["WATCHDOG_USEC"] = String(Int(watchdog / .microseconds(1)))
        process = try SpawnedProcess(
            program: program.bytes, arguments: (["serve"] + arguments).map { FilePath($0).bytes },
            environment: variables.map { Array("\($0.key)=".utf8) + FilePath($0.value).bytes },
            descriptors: [sockets.search.inheritableDescriptor, sockets.health.inheritableDescriptor])
    }

    /// Takes in what it has said.
    func listen() {
        for message in socket.messages() {
            heard = .now
            if let status = message["STATUS"] { self.status = status }
            if message["READY"] == "1", ready == nil { ready = .now }
        }
    }

    /// Gives it a new period of silence, after one in which nobody could listen.
    func forgiveSilence() { heard = .now }

    /// Tells it to end, and when it will be killed otherwise.
    ///
    /// - Parameter isReplaced: whether a successor serves already.
    func stop(isReplaced: Bool, within limit: Duration) {
        guard end == nil else { return }
        end = .now + limit
        process.send(SIGTERM, value: isReplaced ? Supervisor.replaced : 0)
    }

    func kill(because reason: String) {
        guard killReason == nil else { return }
        killReason = reason
        process.send(SIGKILL)
    }
}

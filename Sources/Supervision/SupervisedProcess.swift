import FastCGI
import Files
import Foundation
import Processes

/// A `descry serve` that ``Supervisor`` has started, with the state that it has reported.
final class SupervisedProcess {
    let process: SpawnedProcess
    let socket: NotificationSocket
    let start = ContinuousClock.now
    private(set) var isReady = false
    /// When its last report arrived.
    private(set) var heard = ContinuousClock.now
    /// The last status that it reported, such as why it cannot start.
    private(set) var status: String?
    private(set) var killReason: String?
    /// When it is killed, if it was told to end.
    private(set) var end: ContinuousClock.Instant?

    var pid: Int32 { process.pid }

    /// - Parameters:
    ///   - folder: for its notification socket.
    ///   - variables: its environment without the variables of socket activation and notification.
    init(
        program: FilePath, arguments: [String], variables: [String: String], sockets: ServingSockets, folder: String,
        watchdog: Duration
    ) throws(ProcessError) {
        // At most eight digits, since the path's length is limited.
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

    func listen() {
        for message in socket.messages() {
            heard = .now
            if let status = message["STATUS"] { self.status = status }
            if message["READY"] == "1" { isReady = true }
        }
    }

    /// Restarts its watchdog's period, after one in which no report could be read.
    func forgiveSilence() { heard = .now }

    /// Tells it to end; it is killed after `limit`.
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

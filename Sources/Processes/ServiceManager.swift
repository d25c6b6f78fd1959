import Files
internal import Glibc

/// The program that started this process and receives reports of its state: systemd, or `descry supervise`
/// (sd_notify(3)).
public struct ServiceManager: Sendable {
    /// The longest time between two `WATCHDOG=1`; nil if it does not want them.
    public let watchdogInterval: Duration?

    private let address: UnixAddress

    /// - Parameter environment: the process's own, with NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
    /// - Returns: nil without a service manager.
    public init?(environment: [String: String]) {
        guard let address = environment["NOTIFY_SOCKET"].flatMap(UnixAddress.init) else { return nil }
        self.address = address
        let isMine = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap(Int.init)
        watchdogInterval = isMine ? microseconds.flatMap { $0 > 0 ? .microseconds($0) : nil } : nil
    }

    /// Sends a report, as in `READY=1`. Best effort; the result is ignored.
    public func tell(_ assignments: String...) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let message = Array(assignments.joined(separator: "\n").utf8)
        _ = unsafe address.call { name, length in
            unsafe Int32(
                sendto(
                    descriptor, message, message.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), name, length))
        }
    }

    /// A text on one line, for the value of an assignment.
    public static func line(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}

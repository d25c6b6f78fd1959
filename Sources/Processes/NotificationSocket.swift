import Files
internal import Foundation

/// The socket on which a started process reports its state: the other end of ``ServiceManager``.
public final class NotificationSocket: Sendable {
    /// The value of the process's NOTIFY_SOCKET.
    public let address: String
    /// Readable when a message has arrived.
    public let descriptor: Int32

    /// - Parameter path: of a socket that does not exist, in a folder that only this user may enter.
    public init(path: String) throws(ProcessError) {
        let action = "listen on \(path)"
        guard let unix = UnixAddress(path) else { throw ProcessError(action, code: ENAMETOOLONG) }
        address = path
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw ProcessError(action, code: errno) }
        guard unsafe unix.call({ unsafe bind(descriptor, $0, $1) }) == 0 else {
            let code = errno
            close(descriptor)
            throw ProcessError(action, code: code)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        _ = unsafe unlink(address)
    }

    /// The messages that have arrived, oldest first: the assignments of each, as in `["READY": "1"]`.
    public func messages() -> [[String: String]] {
        var messages: [[String: String]] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { return messages }
            var assignments: [String: String] = [:]
            for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 { assignments[String(parts[0])] = String(parts[1]) }
            }
            messages.append(assignments)
        }
    }
}

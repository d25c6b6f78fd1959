internal import Foundation

/// Waits for several descriptors at once (poll(2)).
public enum Readable {
    /// The descriptors from which something can be read; none after the timeout.
    public static func wait(for descriptors: [Int32], timeout: Duration) -> [Int32] {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = Int32(clamping: Int64(timeout / .milliseconds(1)) + 1)
        guard unsafe poll(&entries, nfds_t(entries.count), max(0, milliseconds)) > 0 else { return [] }
        return entries.filter { $0.revents != 0 }.map(\.fd)
    }
}

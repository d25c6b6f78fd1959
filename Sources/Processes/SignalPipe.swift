internal import Foundation
import Threads

/// The signals of a ``SignalQueue``, for a thread that also waits for other descriptors.
public final class SignalPipe: Sendable {
    /// Readable when a signal has arrived.
    public let descriptor: Int32

    /// Starts a thread that receives the signals.
    public init(_ queue: SignalQueue) throws(ProcessError) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw ProcessError("open a pipe", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        descriptor = ends[0]
        let input = ends[1]
        Thread.start("signals") {
            while true {
                let number = [UInt8(clamping: queue.next().number)]
                _ = unsafe write(input, number, 1)
            }
        }
    }

    /// The signals that have arrived, oldest first.
    public func signals() -> [Int32] {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(descriptor, &buffer, buffer.count)
        return count > 0 ? buffer[..<count].map { Int32($0) } : []
    }
}

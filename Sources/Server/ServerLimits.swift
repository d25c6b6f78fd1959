public import FastCGI
import Foundation

extension FastCGIServer.Limits {
    /// The limits for searches, on this machine's processors.
    ///
    /// A thread per processor for the searches' own work, and as many for those that write or log: more threads would not
    /// answer sooner. Requests wait for a turn 100 ms at most, and 20 ms while the queue is standing; with some dozens of
    /// connections, each waiting for its answer, they wait less.
    public static var search: FastCGIServer.Limits {
        var limits = FastCGIServer.Limits()
        limits.concurrency = 2 * ProcessInfo.processInfo.activeProcessorCount
        limits.queueDelay = .init(burst: .milliseconds(100), standing: .milliseconds(20), interval: .milliseconds(100))
        return limits
    }
}

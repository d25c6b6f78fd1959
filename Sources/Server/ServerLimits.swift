public import FastCGI
import Foundation

extension FastCGIServer.Limits {
    /// The limits for searches, on this machine's processors.
    ///
    /// What a search does by itself is done by a thread per processor, and as many again for those that write or log. More
    /// threads answer nothing sooner. Requests wait 100 ms at most for that, and 20 ms while the queue is standing: some
    /// dozens of connections that wait for their answers stay below it.
    public static var search: FastCGIServer.Limits {
        var limits = FastCGIServer.Limits()
        limits.concurrency = 2 * ProcessInfo.processInfo.activeProcessorCount
        limits.queueDelay = .init(burst: .milliseconds(100), standing: .milliseconds(20), interval: .milliseconds(100))
        return limits
    }
}

import Foundation
import Processes
import Threads

/// Ctrl-C for commands that run until then.
enum Interrupt {
    /// From now on Ctrl-C and SIGTERM end the process with 0: there is nothing to undo. To be called before any other
    /// thread is started.
    static func endsProcess() {
        let signals = SignalQueue([SIGINT, SIGTERM])
        Thread.start("signals") {
            _ = signals.next()
            fflush(nil)
            _exit(0)
        }
    }
}

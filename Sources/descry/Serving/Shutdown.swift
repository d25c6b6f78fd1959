import Foundation
import Logging
import Processes
import Search
import Supervision
import Threads

/// The process's signals, from its start to its end.
///
/// A thread waits for them. SIGTERM, SIGINT and SIGQUIT: before the process serves, the first one ends it at once; then
/// the first one makes it drain, and the second one ends it at once, unless a supervisor decides about that. SIGUSR1
/// opens the log's file again and logs the process's state. SIGHUP and SIGUSR2 change nothing.
final class Shutdown: Sendable {
    /// Why the process ends.
    struct Reason: Sendable {
        /// The signal's name.
        let signal: String
        /// Whether a successor answers the requests that wait in the sockets.
        let isReplaced: Bool
    }

    private struct State {
        var isServing = false
        var reason: Reason?
        var hasRequests: (@Sendable () -> Bool)?
        var describe: (@Sendable () -> Logger.Metadata)?
    }

    private let state = Monitor(State())
    private let log: LogFile?
    /// Whether a supervisor has started the process and decides when it is killed.
    let isSupervised: Bool

    /// Blocks the signals and waits for them; call it before any other thread starts, since threads inherit the
    /// blocking.
    init(log: LogFile?, isSupervised: Bool) {
        self.log = log
        self.isSupervised = isSupervised
        let signals = SignalQueue([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2])
        Thread.start("signals") {
            while true { self.handle(signals.next()) }
        }
    }

    /// From now on there is something to drain.
    ///
    /// - Parameters:
    ///   - hasRequests: whether ending at once would cut off a request.
    ///   - describe: the process's state, for the log.
    func serving(
        hasRequests: @escaping @Sendable () -> Bool, describe: @escaping @Sendable () -> Logger.Metadata
    ) {
        state.update {
            $0.isServing = true
            $0.hasRequests = hasRequests
            $0.describe = describe
        }
    }

    /// Waits for the first signal that ends the process.
    func wait() -> Reason {
        state.wait { $0.reason }
    }

    private func handle(_ signal: ReceivedSignal) {
        switch signal.number {
        case SIGHUP, SIGUSR2: logIgnored(signal)
        case SIGUSR1: reportState()
        default: end(signal)
        }
    }

    private func logIgnored(_ signal: ReceivedSignal) {
        Logger(label: "descry").notice(
            "signal ignored",
            metadata: [
                "signal": "\(signal.name)",
                "hint":
                    "model and settings are read at the start; descry supervise and deploy/reload replace the process",
            ])
    }

    private func reportState() {
        let logger = Logger(label: "descry")
        do {
            try log?.open()
        } catch {
            logger.error("\(error)")
        }
        logger.notice("state", metadata: state.read { $0.describe }?() ?? ["serving": "not yet"])
    }

    private func end(_ signal: ReceivedSignal) {
        let endsAtOnce = state.update { state in
            defer {
                if state.reason == nil {
                    state.reason = Reason(signal: signal.name, isReplaced: signal.value == Supervisor.replaced)
                }
            }
            return !state.isServing || (state.reason != nil && !isSupervised)
        }
        // Without a request in hand that is a clean end, before the process serves and later.
        if endsAtOnce { _exit(state.read(\.hasRequests)?() == true ? 1 : 0) }
    }
}

import Foundation
import Logging
import Processes
import Search
import Supervision
import Threads

/// The process's signals, heard from its start to its end.
///
/// A thread waits for them. SIGTERM, SIGINT and SIGQUIT: before the process serves, the first one ends it at once; then
/// the first one asks it to drain, and the second one means now, unless a supervisor decides about that. SIGUSR1 opens
/// the log's file again and logs the process's state. SIGHUP and SIGUSR2 change nothing.
final class Shutdown: Sendable {
    /// Why the process ends.
    struct Reason: Sendable {
        /// The signal's name.
        let signal: String
        /// Whether a successor answers what waits in the sockets.
        let isReplaced: Bool
    }

    private struct State {
        var isServing = false
        var reason: Reason?
        var describe: (@Sendable () -> Logger.Metadata)?
    }

    private let state = Monitor(State())
    private let log: LogFile?
    /// Whether a supervisor has started the process and decides when it is killed.
    let isSupervised: Bool

    /// Takes the signals; to be made before any other thread, since those inherit that they are blocked.
    init(log: LogFile?, isSupervised: Bool) {
        self.log = log
        self.isSupervised = isSupervised
        let signals = SignalQueue([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2])
        Thread.start("signals") {
            while true { self.heard(signals.next()) }
        }
    }

    /// From now on there is something to drain.
    ///
    /// - Parameter describe: the process's state, for the log.
    func serving(describe: @escaping @Sendable () -> Logger.Metadata) {
        state.update {
            $0.isServing = true
            $0.describe = describe
        }
    }

    /// Waits for the first signal that ends the process.
    func wait() -> Reason {
        state.wait { $0.reason }
    }

    private func heard(_ signal: ReceivedSignal) {
        switch signal.number {
        case SIGHUP, SIGUSR2: noted(signal)
        case SIGUSR1: reportState()
        default: end(signal)
        }
    }

    private func noted(_ signal: ReceivedSignal) {
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
        // Without a request in hand that is a clean end; a second signal cuts requests off.
        if endsAtOnce { _exit(state.read { $0.isServing } ? 1 : 0) }
    }
}

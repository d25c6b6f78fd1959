import Foundation
import Search

/// SIGTERM and SIGINT, heard from the start of the process to its end.
///
/// A thread waits for them. Before the process serves, the first one ends it at once; then the first one asks it to
/// drain, and the second one means now.
final class Shutdown: Sendable {
    private struct State {
        var isServing = false
        var signal: String?
    }

    private let state = Monitor(State())

    /// Takes the signals; to be made before any other thread, since those inherit that they are blocked.
    init() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let awaited = signals
        let thread = Thread {
            while true {
                var signals = awaited
                var number: Int32 = 0
                if sigwait(&signals, &number) == 0 { self.heard(number) }
            }
        }
        thread.name = "signals"
        thread.start()
    }

    /// From now on there is something to drain.
    func serving() {
        state.update { $0.isServing = true }
    }

    /// Waits for the first signal.
    ///
    /// - Returns: its name.
    func wait() -> String {
        state.wait { $0.signal } ?? ""
    }

    private func heard(_ number: Int32) {
        let endsAtOnce = state.update { state in
            defer { state.signal = number == SIGTERM ? "SIGTERM" : "SIGINT" }
            return !state.isServing || state.signal != nil
        }
        // Without a request in hand that is a clean end; a second signal cuts requests off.
        if endsAtOnce { _exit(state.update { $0.isServing } ? 1 : 0) }
    }
}

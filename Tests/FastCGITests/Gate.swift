import Dispatch

/// Holds handlers back until a test lets them go.
final class Gate: Sendable {
    private let entered = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Called by a handler: tells the test, and waits for it.
    func pass() {
        entered.signal()
        opened.wait()
    }

    /// Waits until a handler is there; false if none comes.
    func waitForOne() -> Bool {
        entered.wait(timeout: .now() + 20) == .success
    }

    func letOneGo() {
        opened.signal()
    }
}

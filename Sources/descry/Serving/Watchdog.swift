import Foundation
import Processes
import Threads

/// Tells the service manager regularly that the process makes progress; one that is stopped or stuck sends nothing.
enum Watchdog {
    /// Starts a thread that does so, if the service manager asks for it.
    ///
    /// - Parameter isAlive: what `/alive` answers.
    static func start(for manager: ServiceManager, isAlive: @escaping @Sendable () -> Bool) {
        guard let interval = manager.watchdogInterval else { return }
        Thread.start("watchdog") {
            while true {
                if isAlive() { manager.tell("WATCHDOG=1") }
                // Several times within the interval, so that one late wake-up does no harm (sd_watchdog_enabled(3)).
                Thread.sleep(forTimeInterval: interval / .seconds(4))
            }
        }
    }
}

import Foundation
import Processes
import Threads

/// Tells whoever watches this process that it goes on, for as long as that is so: a process that is stopped or stuck
/// falls silent.
enum Watchdog {
    /// Starts a thread that does so, if it is asked for.
    ///
    /// - Parameter isAlive: what `/alive` looks at.
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

import Foundation
import Processes

/// The process that has started `descry serve`: a service manager, `descry supervise` or a shell.
struct ServiceParent {
    /// Where the process reports its state; nil where nothing waits for that.
    let manager: ServiceManager?
    /// The process id of `descry supervise`.
    let supervisor: Int32?

    init(environment: [String: String] = Environment.process.variables) {
        manager = ServiceManager(environment: environment)
        supervisor = environment["LISTEN_PPID"].flatMap(Int32.init).flatMap { $0 == ParentProcess.pid ? $0 : nil }
    }

    /// Whether the supervisor has ended, as when it was killed: its successor listens on the same addresses.
    ///
    /// The signal of its end arrives while its last threads end, so this waits for a moment.
    var hasLostSupervisor: Bool {
        guard let supervisor else { return false }
        for _ in 0..<10 where ParentProcess.pid == supervisor { Thread.sleep(forTimeInterval: 0.01) }
        return ParentProcess.pid != supervisor
    }
}

import ArgumentParser
import Files
import Foundation

/// Whether root may run a process that decodes strangers' pictures.
struct RootOptions: ParsableArguments {
    @Flag(
        help: """
            Run as root, which is refused otherwise: the process decodes pictures that strangers made. \
            [DESCRY_ALLOW_ROOT=1]
            """)
    var allowRoot = false

    /// - Parameter advice: how to run it as another user.
    /// - Throws: a ``SetupError`` that says what to do, where the process is root's and that is not allowed.
    func refuseRoot(
        advice: String, user: uid_t = geteuid(), in environment: Environment = .process
    ) throws(SetupError) {
        let isAllowed = try environment.flag(allowRoot, "DESCRY_ALLOW_ROOT")
        guard user == 0, !isAllowed else { return }
        throw SetupError(
            "not started as root, since it decodes pictures that strangers made: \(advice), or allow it with "
                + "--allow-root or DESCRY_ALLOW_ROOT=1")
    }
}

import ArgumentParser
import Files
import Foundation

/// Root's rights, which nothing needs that decodes pictures of strangers.
struct RootOptions: ParsableArguments {
    @Flag(
        help: """
            Run as root, which is refused otherwise: the process decodes pictures that strangers made. \
            [DESCRY_ALLOW_ROOT=1]
            """)
    var allowRoot = false

    /// - Parameter advice: how to run it as another user.
    /// - Throws: a ``SetupError`` that says what to do, where the process is root's and that is not allowed.
    func refuseRoot(advice: String, user: uid_t = geteuid(), environment: Environment = .process) throws {
        let isAllowed = try environment.value(
            allowRoot ? true : nil, "DESCRY_ALLOW_ROOT", expected: "0 or 1",
            { ["1": true, "true": true, "0": false, "false": false][$0.lowercased()] })
        guard user == 0, isAllowed != true else { return }
        throw SetupError(
            "not started as root, since it decodes pictures that strangers made: \(advice), or allow it with "
                + "--allow-root or DESCRY_ALLOW_ROOT=1")
    }
}

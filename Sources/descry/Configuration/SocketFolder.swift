import Files
import Foundation

/// The folder of the two sockets where no address is set.
///
/// `nginx/configure` follows the same rule, so that the two find each other.
struct SocketFolder: Equatable {
    /// The name of the socket for the health paths.
    static let healthSocket = "health.sock"

    let path: String

    /// `/run/descry` for root, `descry` in `$XDG_RUNTIME_DIR` for others (XDG Base Directory Specification).
    ///
    /// - Throws: a ``SetupError`` that says what to set if an ordinary user has no such folder.
    init(user: uid_t = geteuid(), environment: Environment = .process) throws(SetupError) {
        if user == 0 {
            path = "/run/descry"
        } else if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/") {
            path = "\(runtime)/descry"
        } else {
            throw SetupError(
                "no folder for the sockets: XDG_RUNTIME_DIR is not set; set DESCRY_LISTEN and DESCRY_HEALTH_LISTEN, "
                    + "for nginx/configure too, as in DESCRY_LISTEN=unix:/path/descry.sock")
        }
    }

    /// Makes the folder if it does not exist.
    ///
    /// - Parameter group: if given, the group of nginx's workers, which is then let into the folder, and which the
    ///   sockets get from it.
    func make(group: gid_t?) throws(SetupError) {
        if unsafe mkdir(path, 0o700) != 0 {
            guard errno != EEXIST else { return }
            throw failure("made", errno)
        }
        guard let group else { return }
        guard unsafe chown(path, 0, group) == 0, unsafe chmod(path, 0o2750) == 0 else {
            throw failure("given to nginx's group", errno)
        }
    }

    /// The group of the user that nginx's workers run as, if this process is root's and there is such a user.
    static func nginxGroup(environment: Environment = .process) -> gid_t? {
        guard geteuid() == 0 else { return nil }
        return unsafe getpwnam(environment["DESCRY_NGINX_USER"] ?? "www-data")?.pointee.pw_gid
    }

    private func failure(_ what: String, _ code: Int32) -> SetupError {
        SetupError(
            "the folder \(path) for the sockets cannot be \(what) (\(unsafe String(cString: strerror(code)))); make it, or "
                + "set DESCRY_LISTEN and DESCRY_HEALTH_LISTEN", kind: .init(errno: code))
    }
}

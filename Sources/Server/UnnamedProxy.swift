import Logging
import Synchronization

/// A proxy or tunnel on this machine that `DESCRY_TRUSTED_PROXIES` does not name: for nginx its clients all have this
/// machine's address.
enum UnnamedProxy {
    private static let isKnown = Atomic(false)

    /// Logs a warning, once per process.
    static func warn() {
        guard !isKnown.exchange(true, ordering: .relaxed) else { return }
        Logger(label: "descry").warning(
            """
            requests come through a proxy on this machine that DESCRY_TRUSTED_PROXIES does not name, so that no limit \
            holds for its clients: set DESCRY_TRUSTED_PROXIES to its address (127.0.0.1 ::1) for nginx/configure
            """)
    }
}

import Glibc

/// How many file descriptors the process may have open (getrlimit(2), RLIMIT_NOFILE).
enum DescriptorLimit {
    /// Above all that the process's own limits allow: 1,024 queued connections, 512 workers, 32 pools being loaded with
    /// 30 downloads each.
    static let wanted: rlim_t = 65_536

    /// Raises the soft limit, 1,024 on most systems, as far as the hard limit allows; never lowers it.
    static func raise(to wanted: rlim_t = wanted) {
        var limit = rlimit()
        guard unsafe getrlimit(kind, &limit) == 0 else { return }
        let soft = min(limit.rlim_max, wanted)
        guard limit.rlim_cur < soft else { return }
        limit.rlim_cur = soft
        // Where the system refuses, the old limit stays; beyond it connections wait, and downloads fail.
        _ = unsafe setrlimit(kind, &limit)
    }

    private static let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
}

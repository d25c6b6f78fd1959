internal import CLinux
internal import Glibc

/// Protects a process's memory, which holds keys, from other processes.
public enum ProcessMemory {
    /// No core dump is written (setrlimit(2)), and other processes of the same user can read neither memory nor
    /// environment (PR_SET_DUMPABLE of prctl(2)).
    ///
    /// A program that is executed later can be read again; it still writes no core dump.
    ///
    /// - Returns: false if the system refused one of the two.
    @discardableResult
    public static func protect() -> Bool {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        let hasNoCore = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0
        return descry_forbid_dump() == 0 && hasNoCore
    }
}

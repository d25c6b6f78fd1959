internal import Foundation

/// The memory that this process may take: the machine's, or its container's.
enum MachineMemory {
    static let bytes: Int = {
        let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        // Control groups: version 2, then 1 (Linux, Documentation/admin-guide/cgroup-v2.rst). "max" is no number.
        let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap { path in
            (try? String(contentsOfFile: path, encoding: .utf8)).flatMap {
                Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return limits.reduce(physical) { min($0, $1) }
    }()
}

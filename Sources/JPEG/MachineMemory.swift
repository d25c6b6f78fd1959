internal import Foundation

/// The memory that this process may use: the machine's, or the limit of its container or service.
enum MachineMemory {
    static let bytes: Int = {
        let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        let limits = groupFolders.compactMap { number("\($0)/memory.max") } + versionOneLimits
        return limits.reduce(physical, min)
    }()

    /// The process's control group and its ancestors (Linux, Documentation/admin-guide/cgroup-v2.rst).
    private static var groupFolders: [String] {
        let lines = text("/proc/self/cgroup")?.split(separator: "\n") ?? []
        let path = lines.first { $0.hasPrefix("0::") }?.dropFirst(3).split(separator: "/") ?? []
        return (0...path.count).map { "/sys/fs/cgroup/" + path.prefix($0).joined(separator: "/") }
    }

    private static var versionOneLimits: [Int] {
        [number("/sys/fs/cgroup/memory/memory.limit_in_bytes")].compactMap(\.self)
    }

    /// The number in a file; nil if there is no such file, or it contains "max".
    private static func number(_ path: String) -> Int? {
        text(path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    private static func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}

import Files
internal import Glibc

/// This process's processor time, memory, descriptors and start (proc(5)).
public struct ProcessStatistics: Sendable {
    /// Seconds of processor time, in user and kernel mode.
    public let processorTime: Double
    /// Bytes of address space.
    public let virtualMemory: Double
    /// Bytes in memory.
    public let residentMemory: Double
    /// Seconds from 1970 (UTC) to the process's start.
    public let startTime: Double
    /// File descriptors in use; nil where the system does not show them.
    public let openDescriptors: Int?
    /// The soft limit of descriptors; nil if there is none.
    public let maximumDescriptors: Int?

    /// The present values; nil if /proc is missing or not as in proc(5).
    public static var current: ProcessStatistics? {
        guard let fields, fields.count > 21, let start, let user = fields[11], let kernel = fields[12],
            let virtual = fields[20], let pages = fields[21]
        else { return nil }
        return ProcessStatistics(
            processorTime: (user + kernel) / ticks, virtualMemory: virtual,
            residentMemory: pages * Double(sysconf(Int32(_SC_PAGESIZE))), startTime: start,
            openDescriptors: openDescriptorCount, maximumDescriptors: descriptorLimit)
    }

    private static let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))

    /// The third field of /proc/self/stat and those that follow.
    private static var fields: [Double?]? {
        // The second is the name, which may hold spaces and parentheses.
        guard let text = contents(of: "/proc/self/stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: end)...].split(separator: " ").map { Double($0) }
    }

    /// Read once: the system's time of boot changes with each adjustment of the clock, and a changed start would look like
    /// a restart.
    private static let start: Double? = {
        guard let fields, fields.count > 19, let start = fields[19], let system = contents(of: "/proc/stat"),
            let line = system.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let boot = Double(line.dropFirst(6))
        else { return nil }
        return boot + start / ticks
    }()

    private static func contents(of path: String) -> String? {
        (try? RegularFile.read(FilePath(path), limit: 1 << 24)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static var openDescriptorCount: Int? {
        // Without the folder's own.
        (try? Folder.names(in: FilePath("/proc/self/fd"))).map { $0.count - 1 }
    }

    private static var descriptorLimit: Int? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Int(exactly: limit.rlim_cur)
    }
}

public import Formats
import Processes
import ProgramVersion

/// The process as Prometheus' client libraries describe every process
/// (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics), and the program.
public enum ProcessMetrics {
    public static var families: [MetricFamily] {
        guard let statistics = ProcessStatistics.current else { return [program] }
        var families = [
            program,
            MetricFamily(
                .counter, "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.",
                statistics.processorTime),
            MetricFamily(
                .gauge, "process_virtual_memory_bytes", "Virtual memory size in bytes.", statistics.virtualMemory),
            MetricFamily(
                .gauge, "process_resident_memory_bytes", "Resident memory size in bytes.", statistics.residentMemory),
            MetricFamily(
                .gauge, "process_start_time_seconds", "Start time of the process since unix epoch in seconds.",
                statistics.startTime),
        ]
        if let open = statistics.openDescriptors {
            families.append(.gauge("process_open_fds", "Number of open file descriptors.", open))
        }
        if let maximum = statistics.maximumDescriptors {
            families.append(.gauge("process_max_fds", "Maximum number of open file descriptors.", maximum))
        }
        return families
    }

    private static var program: MetricFamily {
        #if DEBUG
            let configuration = "debug"
        #else
            let configuration = "release"
        #endif
        #if arch(x86_64)
            let architecture = "x86_64"
        #elseif arch(arm64)
            let architecture = "arm64"
        #else
            let architecture = "other"
        #endif
        return MetricFamily(
            info: "descry_build_info", "The program: its version and how it was built.",
            [("version", programVersion), ("configuration", configuration), ("architecture", architecture)])
    }
}

import Foundation
import Processes
import TestSupport
import Testing

@Suite struct ProcessStatisticsTests {
    @Test("the figures are those of this process")
    func tellsOfThisProcess() throws {
        let before = try #require(ProcessStatistics.current)
        let now = Date().timeIntervalSince1970
        #expect(before.startTime < now + 1)
        // The machine has been up for longer than this process.
        #expect(before.startTime > now - ProcessInfo.processInfo.systemUptime + 1)
        #expect(before.residentMemory > 1_000_000)
        #expect(before.virtualMemory >= before.residentMemory)
        // Other tests open and close descriptors all the time; the listing has one of its own.
        #expect(
            eventually {
                let listed = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                return listed.map { $0 - 1 } == ProcessStatistics.current?.openDescriptors
            })
        var limit = rlimit()
        try #require(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        #expect(ProcessStatistics.current?.maximumDescriptors == Int(exactly: limit.rlim_cur))

        // The system counts in hundredths of a second.
        var after = before
        let end = Date() + 30
        while after.processorTime == before.processorTime, Date() < end {
            after = try #require(ProcessStatistics.current)
        }
        #expect(after.processorTime > before.processorTime)
        #expect(after.startTime == before.startTime)
    }
}

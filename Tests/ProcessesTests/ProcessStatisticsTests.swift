import Foundation
import Processes
import Testing

@Suite struct ProcessStatisticsTests {
    @Test("the figures are those of this process")
    func tellsOfThisProcess() throws {
        let before = try #require(ProcessStatistics.current)
        let now = Date().timeIntervalSince1970
        #expect(before.startTime < now + 1)
        #expect(before.startTime > now - 86_400)
        #expect(before.residentMemory > 1_000_000)
        #expect(before.virtualMemory >= before.residentMemory)
        let open = try #require(before.openDescriptors)
        #expect(open >= 3)
        #expect(open <= before.maximumDescriptors ?? .max)

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

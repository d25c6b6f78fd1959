import ArgumentParser
import Testing

@testable import descry

@Suite struct RankingBenchmarkTests {
    @Test(
        "an impossible size is refused",
        arguments: [
            ["--pictures", "0"], ["--pictures", "100000000000"], ["--dimension", "0"], ["--repeats", "0"], ["-k", "0"],
        ])
    func refuses(arguments: [String]) {
        #expect(throws: (any Error).self) { try RankingBenchmark.parse(arguments) }
    }
}

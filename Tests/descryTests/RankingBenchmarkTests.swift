import ArgumentParser
import Benchmarking
import Formats
import Foundation
import Testing

@testable import descry

@Suite struct RankingBenchmarkTests {
    @Test("measures each pool as often as asked, in order of time")
    func measures() throws {
        let measurement = RankingMeasurement(pictures: 50, dimension: 20, count: 3, 4)
        #expect(measurement.bytes == 50 * 20 * 2)
        #expect(measurement.ranking.count == 4)
        #expect(measurement.reading.count == 4)
        #expect(measurement.ranking == measurement.ranking.sorted())
        #expect(measurement.threads == 1)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(measurement.json.text.utf8)) as? [String: Any])
        #expect(json["pictures"] as? Int == 50)
        let rates = ["gb_per_s", "reading_gb_per_s", "best_ms", "median_ms"].map { json[$0] as? Double ?? -1 }
        #expect(rates.allSatisfy { $0 >= 0 })
    }

    @Test(
        "an impossible size is refused",
        arguments: [
            ["--pictures", "0"], ["--pictures", "100000000000"], ["--dimension", "0"], ["--repeats", "0"], ["-k", "0"],
        ])
    func refuses(arguments: [String]) {
        #expect(throws: (any Error).self) { try RankingBenchmark.parse(arguments) }
    }
}

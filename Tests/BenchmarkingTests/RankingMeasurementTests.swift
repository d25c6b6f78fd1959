import Formats
import Testing

@testable import Benchmarking

@Suite struct RankingMeasurementTests {
    @Test("each pool is ranked and read as often as asked")
    func measures() {
        let measurement = RankingMeasurement(pictures: 50, dimension: 20, count: 3, 7)
        #expect(measurement.pictures == 50)
        #expect(measurement.bytes == 50 * 20 * 2)
        #expect(measurement.ranking.count == 7)
        #expect(measurement.reading.count == 7)
        #expect((measurement.ranking + measurement.reading).allSatisfy { $0 > .zero })
    }

    @Test("rates are those of the best times, and the median is the middle one")
    func figures() {
        let measurement = RankingMeasurement(
            pictures: 50, bytes: 3_000_000, threads: 2,
            ranking: [.milliseconds(9), .milliseconds(2), .milliseconds(3)],
            reading: [.milliseconds(4), .milliseconds(1), .milliseconds(5)])
        #expect(measurement.cells == ["50", "3.0", "2", "2.000", "3.000", "1.5", "3.0", "50 %"])
        #expect(
            measurement.json.text == """
                {"pictures":50,"bytes":3000000,"threads":2,"best_ms":2,"median_ms":3,"gb_per_s":1.5,\
                "reading_gb_per_s":3,"of_reading":0.5}
                """)
    }
}

import Formats
import Foundation
import Testing

@testable import Benchmarking

@Suite struct LatenciesTests {
    @Test(
        "percentiles are the nearest rank's",
        arguments: [(0.0, 1), (1, 1), (50, 50), (50.1, 51), (90, 90), (99, 99), (99.5, 100), (100, 100)])
    func findsPercentile(percent: Double, milliseconds: Int) {
        let latencies = Latencies((1...100).shuffled().map { .milliseconds($0) })
        #expect(latencies.percentile(percent) == .milliseconds(milliseconds))
    }

    @Test("the median of few samples is one of them")
    func findsMedian() {
        #expect(Latencies([.seconds(3)]).median == .seconds(3))
        #expect(Latencies([.seconds(9), .seconds(1)]).median == .seconds(1))
        #expect(Latencies([.seconds(9), .seconds(1), .seconds(2)]).median == .seconds(2))
    }

    @Test("without samples there are no figures")
    func isEmpty() {
        let latencies = Latencies([])
        #expect(latencies.count == 0)
        #expect(latencies.best == nil)
        #expect(latencies.percentile(99) == nil)
        #expect(latencies.json.text == #"{"best_ms":null,"mean_ms":null,"p50_ms":null,"p90_ms":null,"p99_ms":null}"#)
    }

    @Test("figures are in milliseconds")
    func writesJSON() {
        let latencies = Latencies([.microseconds(1500), .microseconds(2250)])
        #expect(latencies.json.text == #"{"best_ms":1.5,"mean_ms":1.875,"p50_ms":1.5,"p90_ms":2.25,"p99_ms":2.25}"#)
    }
}

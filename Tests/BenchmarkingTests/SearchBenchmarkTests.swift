import Files
import Formats
import Foundation
import HTTPClient
import Testing

@testable import Benchmarking
@testable import Server

@Suite struct SearchBenchmarkTests {
    @Test("made-up sentences are the same each time, and none comes twice")
    func makesSentences() {
        let first = (0..<20_000).map { SyntheticSentences(seed: 7)[$0] }
        #expect(first == (0..<20_000).map { SyntheticSentences(seed: 7)[$0] })
        #expect(Set(first).count == first.count)
        #expect(first.allSatisfy { $0.split(separator: " ").count == 5 })
        #expect(SyntheticSentences(seed: 7)[1] == SyntheticSentences(seed: 8)[0])
        #expect(SyntheticSentences(seed: Int.max / 2)[Int.max / 2].isEmpty == false)
    }

    @Test("searches have addresses that say what was meant")
    func writesAddresses() throws {
        let addresses = try SearchAddresses("https://Example.org:8443/")
        #expect(addresses.place == HostPort(host: "example.org", port: 8443))
        let search = addresses.search(tag: "black & white", sentence: "1+1=2 é", number: 3)
        let query = try #require(search.split(separator: "?", maxSplits: 1).last)
        let parameters = QueryString(Array(query.utf8))
        #expect(try parameters.required("t") == "black & white")
        #expect(try parameters.required("s_query").trimmingCharacters(in: .whitespaces) == "1+1=2 é")
        try parameters.check(known: ["t", "s_query", "k"])
        #expect(Set((0..<64).map { addresses.search(tag: "t", sentence: "s", number: $0) }).count == 64)
        #expect(search.hasPrefix("https://Example.org:8443/search?"))
        #expect(try SearchAddresses("https://[::1]:9").place == HostPort(host: "::1", port: 9))
        #expect(try SearchAddresses("http://localhost").place.port == 80)
        #expect(try SearchAddresses("https://localhost").place.port == 443)
    }

    @Test(
        "what is no server's address is refused",
        arguments: [
            "", "localhost:8443", "ftp://localhost", "https://", "https://user@localhost", "https://localhost/search",
            "https://localhost?x=1",
        ])
    func refusesAddress(text: String) {
        #expect(throws: SetupError.self) { try SearchAddresses(text) }
    }

    private func measurement(_ statuses: [Int: Int], failures: [String: Int] = [:], cached: Int = 0)
        -> SearchMeasurement
    {
        var outcome = SearchLoad.Outcome()
        outcome.statuses = statuses
        outcome.failures = failures
        outcome.cached = cached
        outcome.latencies = (0..<(statuses[200] ?? 0)).map { .milliseconds($0 + 1) }
        outcome.elapsed = .seconds(2)
        return SearchMeasurement(name: "new sentences", kind: "new", connections: 4, outcome)
    }

    @Test("a measurement counts answers, refusals and failures")
    func countsOutcome() throws {
        let measurement = measurement([200: 10, 429: 3, 503: 1], failures: ["gone": 2], cached: 7)
        #expect(
            measurement.cells == ["new sentences", "4", "10", "5.00", "9.00", "10.00", "5.0", "6", "50 %"])
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(measurement.json.text.utf8)) as? [String: Any])
        #expect(json["statuses"] as? [String: Int] == ["200": 10, "429": 3, "503": 1])
        #expect(json["failures"] as? [String: Int] == ["gone": 2])
        #expect(json["per_second"] as? Double == 5)
        #expect((json["latency"] as? [String: Double])?["p99_ms"] == 10)
    }

    @Test("what was refused is explained, once for all measurements")
    func explainsRefusals() {
        let remarks = SearchMeasurement.remarks(
            on: [measurement([200: 1, 429: 3]), measurement([429: 2, 503: 1, 502: 4], failures: ["gone": 2])])
        #expect(remarks.count == 4)
        #expect(remarks[0].hasPrefix("5 searches were refused with 429") && remarks[0].contains("DESCRY_RATE"))
        #expect(remarks[1].hasPrefix("1 searches were refused with 503"))
        #expect(remarks[2] == "4 searches were answered with 502")
        #expect(remarks[3] == "2 searches had no answer: gone")
        #expect(SearchMeasurement.remarks(on: [measurement([200: 1])]).isEmpty)
    }
}

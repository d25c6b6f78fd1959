import Testing

@testable import Formats

@Suite struct MetricFamilyTests {
    @Test("a metric is written as Prometheus reads it")
    func writes() {
        let family = MetricFamily(
            counter: "a_total", "What it counts.", labels: ["x", "y"], [(["1", "one"], 2), (["2", "two"], 0)])
        #expect(
            family.text == """
                # HELP a_total What it counts.
                # TYPE a_total counter
                a_total{x="1",y="one"} 2
                a_total{x="2",y="two"} 0

                """)
        #expect(MetricFamily(.gauge, "b", "B.", 0.5).text.hasSuffix("\nb 0.5\n"))
        #expect(MetricFamily(counter: "c_total", "C.", labels: ["x"], []).text.isEmpty)
    }

    @Test("values that are no numbers are written as Prometheus reads them")
    func writesOddValues() {
        let texts = [Double.infinity, -.infinity, .nan, 1e300].map { MetricFamily(.gauge, "a", "A.", $0).text }
        #expect(texts.map { $0.split(separator: " ").last } == ["+Inf\n", "-Inf\n", "NaN\n", "1e+300\n"])
    }

    @Test("a label's value cannot end its quotes or its line")
    func escapes() {
        let family = MetricFamily(info: "a_info", "A.", [("model", "a\"b\\c\nd\r\ne é")])
        #expect(family.text.hasSuffix(#"a_info{model="a\"b\\c\nd"# + "\r" + #"\ne é"} 1"# + "\n"))
    }

    @Test("a histogram counts each value in all buckets that it fits into")
    func counts() {
        var histogram = Histogram(bounds: [1, 2.5])
        for value in [0.5, 1, 2, 2.5, 3] { histogram.observe(value) }
        let family = MetricFamily(
            .histogram, "a_seconds", "A.", [.init(labels: [("x", "y")], value: .histogram(histogram))])
        #expect(
            family.text == """
                # HELP a_seconds A.
                # TYPE a_seconds histogram
                a_seconds_bucket{x="y",le="1.0"} 2
                a_seconds_bucket{x="y",le="2.5"} 4
                a_seconds_bucket{x="y",le="+Inf"} 5
                a_seconds_sum{x="y"} 9.0
                a_seconds_count{x="y"} 5

                """)
    }

    @Test("durations beyond the deadline have buckets")
    func reachesBeyondTheDeadline() {
        #expect(Histogram.durationBounds.contains(15))
        #expect(Histogram.durationBounds.count { $0 > 15 } >= 2)
        #expect(Histogram.durationBounds == Histogram.durationBounds.sorted())
    }
}

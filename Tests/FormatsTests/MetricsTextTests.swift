import Testing

@testable import Formats

@Suite struct MetricsTextTests {
    private let metrics = MetricsText(
        """
        # HELP a_total Answers.
        # TYPE a_total counter
        a_total{path="/search",status="200"} 7
        a_total{path="/x \\"y\\"} z",status="200"} 2.0
        plain 1.5
        t_bucket{path="/search",le="0.1"} 10
        t_bucket{path="/search",le="0.2"} 20
        t_bucket{path="/search",le="+Inf"} 20
        rubbish
        """)

    @Test("samples are found by name and labels")
    func values() {
        #expect(metrics.value("a_total") == 9)
        #expect(metrics.value("a_total", ["path": "/search"]) == 7)
        #expect(metrics.value("plain") == 1.5)
        #expect(metrics.value("missing") == nil)
        #expect(metrics.samples.count == 6)
    }

    @Test("quantiles are those of Prometheus' histogram_quantile")
    func quantiles() {
        let buckets = metrics.buckets("t", ["path": "/search"])
        #expect(buckets.map(\.count) == [10, 20, 20])
        #expect(HistogramQuantile.estimate(0.5, of: buckets) == 0.1)
        #expect(HistogramQuantile.estimate(0.75, of: buckets).map { ($0 * 1000).rounded() } == 150)
        #expect(HistogramQuantile.estimate(0.5, of: []) == nil)
        // Beyond the last finite bound there is no more to say.
        #expect(HistogramQuantile.estimate(0.99, of: [(0.1, 1), (.infinity, 100)]) == 0.1)
    }

    @Test("between two readings only what is new counts, also after a restart")
    func differences() {
        let later = [(bound: 0.1, count: 12.0), (bound: .infinity, count: 20.0)]
        let earlier = [(bound: 0.1, count: 10.0), (bound: .infinity, count: 15.0)]
        #expect(HistogramQuantile.difference(later, earlier).map(\.count) == [2, 5])
        #expect(HistogramQuantile.difference(earlier, later).map(\.count) == [0, 0])
    }
}

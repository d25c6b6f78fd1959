import Formats
import Search
import Testing

@testable import Server

@Suite struct RequestMetricsTests {
    @Test("searches' metrics begin at zero, and each answer counts by path, status and origin of the pool")
    func countsRequests() {
        let metrics = RequestMetrics()
        let first = metrics.families.map(\.text).joined()
        #expect(first.contains(#"descry_requests_total{path="/search",status="503"} 0"# + "\n"))
        metrics.answered(path: "/search", status: 200, pool: .source, in: .seconds(16))
        metrics.answered(path: "/search", status: 499, pool: nil, in: .milliseconds(1))
        metrics.answered(path: "other", status: 404, pool: nil, in: .milliseconds(1))
        let text = metrics.families.map(\.text).joined()
        let source = #"descry_request_duration_seconds_bucket{path="/search",status_class="2xx",pool="source",le="#
        for line in [
            source + "\"15.0\"} 0", source + "\"20.0\"} 1", #"descry_requests_total{path="/search",status="499"} 1"#,
            #"descry_request_duration_seconds_count{path="/search",status_class="4xx",pool="none"} 1"#,
            #"descry_requests_total{path="other",status="404"} 1"#,
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
    }
}

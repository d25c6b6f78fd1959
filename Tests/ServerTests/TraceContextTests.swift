import Testing

@testable import Server

@Suite struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00f067aa0ba902b7"

    @Test(
        "a well-formed traceparent names the trace, whatever its version",
        arguments: [
            "00-\(trace)-\(parent)-01", "00-\(trace)-\(parent)-00", "01-\(trace)-\(parent)-ff",
            "cc-\(trace)-\(parent)-01-more", "cc-\(trace)-\(parent)-01-", "00-\(trace)-\(parent)-03",
        ])
    func names(header: String) {
        #expect(TraceContext(traceparent: header)?.traceID == Self.trace)
    }

    @Test(
        "what is not as the standard says counts as none",
        arguments: [
            "", "-", "---", "00", "00-\(trace)", "00-\(trace)-\(parent)", "ff-\(trace)-\(parent)-01",
            "00-\(trace)-\(parent)-01-more", "00-\(trace)-\(parent)-01-", "00-\(trace)-\(parent)-1",
            "00-\(trace.uppercased())-\(parent)-01", "0-\(trace)-\(parent)-01", " 00-\(trace)-\(parent)-01",
            "00-00000000000000000000000000000000-\(parent)-01", "00-\(trace)-0000000000000000-01",
            "00-\(trace.dropLast())é-\(parent)-01", "00-\(trace.dropLast(2))é-\(parent)-01", "00-\(parent)-\(trace)-01",
            "zz-\(trace)-\(parent)-01", "cc-\(trace)-\(parent)-01more",
        ])
    func ignores(header: String) {
        #expect(TraceContext(traceparent: header) == nil)
    }
}

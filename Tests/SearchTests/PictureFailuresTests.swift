import Testing

@testable import Search

@Suite struct PictureFailuresTests {
    private let refused = PictureFailure(.refused, detail: "HTTP 403")

    @Test(
        "pauses double from try to try, up to a limit",
        arguments: [(1, 2), (2, 4), (3, 8), (6, 64), (7, 120), (999, 120)])
    func doubles(failures: Int, seconds: Int) {
        #expect(PictureFailures.Pauses().duration(after: failures) == .seconds(seconds))
    }

    @Test("a picture is not tried before its pause is over, and then it is")
    func pauses() {
        let failures = PictureFailures(pauses: .init(first: .milliseconds(50), longest: .seconds(60))) { _, _ in }
        #expect(failures.standing("a") == nil)
        failures.failed("a", refused)
        #expect(failures.standing("a") == refused)
        #expect(failures.standing("b") == nil)
        #expect(waitUntil { failures.standing("a") == nil })
        // The second pause is longer, and ends with a success.
        failures.failed("a", refused)
        #expect(failures.standing("a") == refused)
        failures.succeeded("a")
        #expect(failures.standing("a") == nil)
    }

    @Test("a host that says how long to wait is left alone for so long")
    func takesHostsWord() throws {
        let failures = PictureFailures { _, _ in }
        failures.failed("a", refused, pause: .seconds(600))
        let retryAt = try #require(failures.nextRetry(of: ["a", "b"]))
        #expect(retryAt > .now + .seconds(500))
        failures.failed("b", refused)
        #expect(try #require(failures.nextRetry(of: ["a", "b"])) < .now + .seconds(60))
        #expect(failures.nextRetry(of: ["c"]) == nil)
    }

    @Test("each picture is reported once for each reason, again after it succeeded, and counted every time")
    func reportsOnce() {
        let reported = Failures()
        let failures = PictureFailures(pauses: .init(first: .zero)) { reported.add($0, $1) }
        for _ in 0..<3 { failures.failed("a", refused) }
        failures.failed("b", refused)
        failures.failed("a", PictureFailure(.timedOut, detail: ""))
        failures.succeeded("a")
        failures.failed("a", refused)
        failures.failedForGood("c", PictureFailure(.damaged, detail: ""))
        #expect(reported.all.map(\.id) == ["a", "b", "a", "a", "c"])
        #expect(reported.all.map(\.failure.reason) == [.refused, .refused, .timedOut, .refused, .damaged])
        #expect(failures.counts == [.refused: 5, .timedOut: 1, .damaged: 1])
    }

    @Test("what failed for good is not to be tried, nor waited for")
    func failsForGood() {
        let failures = PictureFailures { _, _ in }
        failures.failedForGood("a", refused)
        #expect(failures.nextRetry(of: ["a"]) == nil)
    }
}

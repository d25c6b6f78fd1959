import TestSupport
import Testing

@testable import Search

@Suite struct PictureFailuresTests {
    private let refused = PictureFailure(.refused, detail: "HTTP 403")

    @Test(
        "pauses double from try to try, up to a limit",
        arguments: [(1, 2), (2, 4), (3, 8), (6, 64), (7, 120), (999, 120)])
    func doubles(failures: Int, seconds: Int) {
        #expect(DoublingPause(first: .seconds(2), longest: .seconds(120)).after(failures) == .seconds(seconds))
    }

    @Test("a picture is not tried before its pause is over, and then it is")
    func pauses() {
        let failures = PictureFailures(pauses: .init(first: .milliseconds(50), longest: .seconds(60))) { _, _ in }
        #expect(failures.standing("a") == nil)
        failures.failed("a", refused)
        #expect(failures.standing("a") == refused)
        #expect(failures.standing("b") == nil)
        #expect(eventually { failures.standing("a") == nil })
        // The second pause is longer, and ends with a success.
        failures.failed("a", refused)
        #expect(failures.standing("a") == refused)
        failures.succeeded("a")
        #expect(failures.standing("a") == nil)
    }

    @Test("a host that says how long to wait is not asked for that long")
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
        let failures = PictureFailures(pauses: .init(first: .zero, longest: .zero)) { reported.add($0, $1) }
        for _ in 0..<3 { failures.failed("a", refused) }
        failures.failed("b", refused)
        failures.failed("a", PictureFailure(.timedOut, detail: ""))
        failures.succeeded("a")
        failures.failed("a", refused)
        failures.rejected("c", PictureFailure(.badListing, detail: ""))
        #expect(reported.all.map(\.id) == ["a", "b", "a", "a", "c"])
        #expect(reported.all.map(\.failure.reason) == [.refused, .refused, .timedOut, .refused, .badListing])
        #expect(failures.counts == [.refused: 5, .timedOut: 1, .badListing: 1])
    }

    @Test("a new address is tried at once, is not reported again, and its pauses go on growing")
    func allowsRetry() throws {
        let reported = Failures()
        let failures = PictureFailures { reported.add($0, $1) }
        for _ in 0..<5 { failures.failed("a", refused) }
        #expect(failures.standing("a") != nil)
        failures.allowRetry("a")
        #expect(failures.standing("a") == nil)
        failures.failed("a", refused)
        #expect(reported.all.count == 1)
        #expect(try #require(failures.nextRetry(of: ["a"])) > .now + .seconds(50))
    }

    @Test("damaged bytes are not tried while their mark is valid, and are not counted if another process found them")
    func keepsMarks() throws {
        let failures = PictureFailures { _, _ in }
        let mark = DamageMark([1, 2, 3], PictureFailure(.damaged, detail: "no such marker"), earlier: nil)
        failures.damaged("a", mark, isNew: false)
        #expect(failures.standing("a") == PictureFailure(.damaged, detail: "no such marker"))
        #expect(failures.mark(of: "a") == mark)
        #expect(failures.counts.isEmpty)
        failures.damaged("a", mark, isNew: true)
        #expect(failures.counts == [.damaged: 1])
        #expect(try #require(failures.nextRetry(of: ["a"])) > .now + .seconds(500))
        failures.allowRetry("a")
        #expect(failures.standing("a") != nil)
    }

    @Test("a picture that the source describes badly is never tried")
    func rejects() {
        let failures = PictureFailures { _, _ in }
        failures.rejected("a", refused)
        #expect(failures.nextRetry(of: ["a"]) == nil)
    }
}

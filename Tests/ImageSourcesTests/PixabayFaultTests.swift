import Formats
import Foundation
import HTTPClient
import ImageSources
import Search
import TestSupport
import Testing
import Threads

@Suite("Pixabay's failures")
struct PixabayFaultTests {
    let pixabay: PixabayStandIn

    init() throws {
        pixabay = try PixabayStandIn()
    }

    @Test(
        "become errors, and the next search works",
        arguments: [
            ("500", SourceError.unavailable(detail: "Pixabay answered HTTP 500.")),
            ("403html", .unavailable(detail: webPage(403))), ("400html", .unavailable(detail: webPage(400))),
            ("403", .refused(detail: "Pixabay does not accept the API key: check PIXABAY_API_KEY.")),
            ("403empty", .unavailable(detail: "Pixabay answered HTTP 403.")),
            ("403text", .unavailable(detail: "Pixabay answered HTTP 403.")),
            ("401json", .unavailable(detail: "Pixabay answered HTTP 401.")),
            (
                "html",
                .badAnswer(
                    detail: "Pixabay answered HTTP 200, but not with its JSON (the body looks like HTML or XML)."
                )
            ),
            (
                "cutjson",
                .badAnswer(
                    detail: "Pixabay answered HTTP 200, but not with its JSON (the body looks like JSON).")
            ),
            (
                "reset",
                .unavailable(
                    detail: "The request to 127.0.0.1 failed: the connection ended before the answer was complete.")
            ),
            (
                "endless",
                .badAnswer(detail: "The request to 127.0.0.1 failed: the answer is larger than 4194304 bytes.")
            ),
            (
                "redirect-to-loopback",
                .badAnswer(detail: "The request to 127.0.0.1 was redirected to an address that is not allowed.")
            ),
            ("badkey", .refused(detail: "Pixabay does not accept the API key: check PIXABAY_API_KEY.")),
            (
                "badparameter",
                .refused(detail: "Pixabay does not accept the parameter \"per_page\" of our request (HTTP 400).")
            ),
        ])
    func errors(mode: String, expected: SourceError) throws {
        try pixabay.fault("mode=\(mode)&times=1")
        #expect(pixabay.failure() == expected)
        #expect(try pixabay.pictures().count == 30)
        #expect(try pixabay.server.stats().trapped == 0)
    }

    private static func webPage(_ status: Int) -> String {
        "Pixabay's CDN or a proxy answered HTTP \(status) with a web page instead of the API's answer."
    }

    @Test(
        "of a later page leave out only that page",
        arguments: [
            ("500", "Pixabay answered HTTP 500."), ("403html", webPage(403)),
            ("badparameter", "Pixabay does not accept the parameter \"per_page\" of our request (HTTP 400)."),
            ("cutjson", "Pixabay answered HTTP 200, but not with its JSON (the body looks like JSON)."),
            ("429html", "The picture source takes no more requests for 60 s."),
        ])
    func laterPages(mode: String, sentence: String) throws {
        try pixabay.fault("mode=\(mode)&page=3")
        let listing = try pixabay.source.listing(tagged: "many", limit: 450, for: "", deadline: .after(.seconds(30)))
        #expect(listing.pictures.count == 300)
        #expect(listing.shortfall == "Page 3 of 3 could not be fetched. \(sentence)")
        #expect(!String(reflecting: listing).lowercased().contains(PixabayStandIn.key))
    }

    @Test(
        "of its form are errors: an answer that cannot be read is not an empty one",
        arguments: [
            ("no-hits", "hits is missing."), ("hits-object", "hits is not of type array."),
            ("other-version", "hits is missing."), ("total-only", "it announces 30 pictures and has none."),
        ])
    func otherForms(mode: String, what: String) throws {
        try pixabay.fault("mode=\(mode)&times=1")
        guard case .badAnswer(let detail) = pixabay.failure() else {
            Issue.record("no bad answer")
            return
        }
        #expect(detail.hasPrefix("Pixabay's answer could not be read: \(what)"))
        #expect(try pixabay.pictures().count == 30)
    }

    @Test("of the form of hits are reported for each hit", arguments: [("unreadable", 30), ("half-unreadable", 20)])
    func unreadableHits(mode: String, count: Int) throws {
        try pixabay.fault("mode=\(mode)")
        let listing = try pixabay.source.listing(tagged: "dog", limit: 30, for: "", deadline: .after(.seconds(30)))
        #expect(listing.rejected.count == count)
        #expect(listing.pictures.count == 30 - count)
    }

    @Test("of the form of a later page leave out only that page", arguments: ["unreadable", "total-only"])
    func unreadableLaterPages(mode: String) throws {
        try pixabay.fault("mode=\(mode)&page=2")
        let listing = try pixabay.source.listing(tagged: "many", limit: 450, for: "", deadline: .after(.seconds(30)))
        #expect(listing.pictures.count == 150)
        #expect(listing.shortfall == "Page 2 of 3 could not be read.")
    }

    @Test("to answer for a later page in time leave out only that page")
    func heldLaterPage() throws {
        try pixabay.fault("mode=gate&page=2")
        // The stand-in would hold the page for a minute.
        let listing = try pixabay.source.listing(tagged: "many", limit: 450, for: "", deadline: .after(.seconds(600)))
        #expect(listing.pictures.count == 150)
        #expect(listing.shortfall == "Page 2 of 3 could not be fetched. The picture source did not answer in time.")
        try pixabay.server.tell("/__open")
    }

    @Test("that take too long end at the deadline", arguments: ["hang", "slow"])
    func timeouts(mode: String) throws {
        try pixabay.fault("mode=\(mode)&times=1")
        #expect(pixabay.failure(within: .milliseconds(400)) == .timedOut)
        #expect(try pixabay.pictures().count == 30)
    }

    @Test("are no failure where a tag has no pictures")
    func empty() throws {
        try pixabay.fault("mode=empty")
        #expect(try pixabay.pictures().isEmpty)
    }

    @Test("to be reached are errors")
    func unreachable() throws {
        let place = HostPort(host: "127.0.0.1", port: 1)
        let source = try PixabaySource(
            key: PixabayStandIn.key, api: "http://127.0.0.1:1/api/", allowing: [place])
        let error = #expect(throws: SourceError.self) {
            try source.listing(tagged: "dog", limit: 30, for: "", deadline: .after(.seconds(30)))
        }
        guard case .unavailable(let detail) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!detail.contains(PixabayStandIn.key))
    }

    @Test("a key that is refused is an error that does not show it")
    func wrongKey() throws {
        let strict = try PixabayStandIn(["--key", "another"])
        #expect(
            strict.failure() == .refused(detail: "Pixabay does not accept the API key: check PIXABAY_API_KEY."))
    }

    @Test("over the limit, later searches wait as long as the server says, without asking it", arguments: ["429"])
    func rateLimited(mode: String) throws {
        try pixabay.server.tell("/__quota?remaining=0&reset=37")
        try pixabay.fault("mode=\(mode)&times=1")
        #expect(pixabay.failure() == .rateLimited(retryAfter: 37))
        guard case .rateLimited(let wait) = pixabay.failure("bird") else {
            Issue.record("asked again")
            return
        }
        #expect((1...37).contains(wait))
        #expect(try pixabay.server.stats().requests == ["/api/": 1])
    }

    @Test("over the limit by a page of the CDN, which does not say for how long: for a whole window")
    func rateLimitedByPage() throws {
        try pixabay.fault("mode=429html&times=1")
        #expect(pixabay.failure() == .rateLimited(retryAfter: 60))
        guard case .rateLimited = pixabay.failure() else {
            Issue.record("asked again")
            return
        }
        #expect(try pixabay.server.stats().requests == ["/api/": 1])
    }

    @Test(
        "a Retry-After is a number or a date, and counts for ten minutes at most",
        arguments: [
            ("7", 7...7), ("99999999999999", 600...600), ("Sun, 06 Nov 1994 08:49:37 GMT", 1...1),
            ("Thu, 31 Dec 2099 23:59:59 GMT", 600...600), ("soon", 60...60),
        ])
    func retryAfter(value: String, seconds: ClosedRange<Int>) throws {
        let escaped = try #require(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        try pixabay.fault("mode=429after&after=\(escaped)")
        guard case .rateLimited(let wait) = pixabay.failure() else {
            Issue.record("no limit")
            return
        }
        #expect(seconds.contains(wait))
        guard case .rateLimited(let later) = pixabay.failure("bird") else {
            Issue.record("asked again")
            return
        }
        #expect(later <= 600)
    }

    @Test("the last request that the server grants is the last one made")
    func remaining() throws {
        try pixabay.server.tell("/__quota?remaining=1&reset=50")
        #expect(try pixabay.pictures().count == 30)
        try pixabay.server.tell("/__quota?remaining=0&reset=50")
        #expect(try pixabay.pictures("bird").count == 5)
        guard case .rateLimited = pixabay.failure("many") else {
            Issue.record("asked again")
            return
        }
        #expect(try pixabay.server.stats().requests == ["/api/": 2])
    }

    @Test("one client cannot use up the limit for the others")
    func clientShare() throws {
        func answers(_ client: String) -> SourceError? {
            do throws(SourceError) {
                _ = try pixabay.source.listing(
                    tagged: "bird", limit: 30, for: client, deadline: .after(.seconds(60)))
                return nil
            } catch { return error }
        }
        for _ in 0..<50 { #expect(answers("a") == nil) }
        guard case .clientLimited(let wait) = answers("a") else {
            Issue.record("no limit")
            return
        }
        #expect((1...60).contains(wait))
        for _ in 0..<25 { #expect(answers("b") == nil) }
        #expect(try pixabay.server.stats().requests == ["/api/": 75])
    }

    @Test("the 101st request within a minute is not made")
    func budget() throws {
        for _ in 0..<100 { _ = try pixabay.pictures("bird") }
        guard case .rateLimited(let wait) = pixabay.failure("bird") else {
            Issue.record("asked again")
            return
        }
        #expect((1...60).contains(wait))
        #expect(try pixabay.server.stats().requests == ["/api/": 100])
        #expect(try pixabay.server.stats().connections == 1)
    }
}

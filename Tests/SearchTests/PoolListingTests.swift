import Foundation
import Testing

@testable import Search

@Suite struct PoolListingTests {
    private func picture(_ url: String, _ copies: [String]) -> Picture {
        Picture(
            id: "test:1", url: url, modelURLs: copies, pageURL: "https://example.org/1", credit: nil, alt: "a lake",
            width: 4, height: 3)
    }

    private func encoded(_ pictures: [Picture]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return try encoder.encode(PoolListing(answered: Date(timeIntervalSinceReferenceDate: 1), pictures: pictures))
    }

    @Test(
        "gives back what was encoded, whatever the addresses have in common",
        arguments: [
            ("https://example.org/a_640.jpg", ["https://example.org/a_340.jpg", "https://example.org/a_640.jpg"]),
            ("a", ["ab", "", "b", "a"]), ("", ["x"]), ("e\u{301}x", ["e\u{301}y", "e\u{300}"]), ("👩‍👩‍👧", ["👩‍👩‍👦"]),
            ("x", []),
        ])
    func roundTrips(url: String, copies: [String]) throws {
        let pictures = [picture(url, copies), picture("other", ["other"])]
        let listing = try JSONDecoder().decode(PoolListing.self, from: encoded(pictures))
        #expect(listing.answered == Date(timeIntervalSinceReferenceDate: 1))
        #expect(listing.pictures == pictures)
    }

    @Test("has an age, whatever date it says", arguments: [-1e300, -1e19, 1e19, 1e300])
    func survivesAnyDate(seconds: Double) {
        let listing = PoolListing(answered: Date(timeIntervalSinceReferenceDate: seconds), pictures: [])
        #expect((listing.age == .zero) == (seconds > 0))
        #expect(listing.isFresh == (seconds > 0))
    }

    @Test("an address is kept once, though it has copies")
    func isCompact() throws {
        let url = "https://example.org/" + String(repeating: "x", count: 1000)
        #expect(try encoded([picture(url + "_640.jpg", [url + "_340.jpg", url + "_640.jpg"])]).count < 1300)
    }

    @Test("a whole one counts as new for a day; a part of one, and an empty one, for ten minutes")
    func freshness() {
        func isFresh(age: Double, _ pictures: [Picture], shortfall: String? = nil) -> Bool {
            PoolListing(answered: Date() - age, pictures: pictures, shortfall: shortfall).isFresh
        }
        let pictures = [picture("a", [])]
        for (age, isNew) in [(590.0, true), (610, false)] {
            #expect(isFresh(age: age, pictures, shortfall: "Page 2 of 2 could not be fetched.") == isNew)
            #expect(isFresh(age: age, []) == isNew)
        }
        #expect(isFresh(age: 24 * 3600 - 60, pictures))
        #expect(!isFresh(age: 24 * 3600 + 60, pictures))
    }

    @Test(
        "copies that do not fit the pictures are refused",
        arguments: ["[]", "[[],[]]", "[[[99,\"\"]]]", "[[[-1,\"\"]]]", "[[[1]]]", "[[\"x\"]]"])
    func refuses(copies: String) throws {
        let text = String(decoding: try encoded([picture("abc", ["abd"])]), as: UTF8.self)
        let damaged = text.replacing("[[[2,\"d\"]]]", with: copies)
        #expect(damaged != text)
        #expect(throws: (any Error).self) { try JSONDecoder().decode(PoolListing.self, from: Data(damaged.utf8)) }
    }
}

import Foundation
import Testing

@testable import Search

@Suite struct PoolListingTests {
    @Test("gives back what was encoded")
    func roundTrips() throws {
        let pictures = [Picture.sample(1), Picture.sample(2)]
        let listing = try PoolListing(SourceListing(pictures: pictures, shortfall: "Page 2"), lifetime: .seconds(7200))
        let again = try JSONDecoder().decode(PoolListing.self, from: JSONEncoder().encode(listing))
        #expect(again.pictures == pictures)
        #expect(again.answered == listing.answered)
        #expect(again.shortfall == "Page 2")
        #expect(again.validSeconds == 7200)
    }

    @Test("reads what older versions wrote, which kept other addresses too")
    func readsOlderForm() throws {
        let json = """
            {"answered": 1.5, "copies": [[[24, "340.jpg"], [27, ".jpg"]]], "pictures": [{"id": "pixabay:1", "url": \
            "https://example.org/a_640.jpg", "modelURLs": [], "alt": "a lake", "width": 640, "height": 426}]}
            """
        let listing = try JSONDecoder().decode(PoolListing.self, from: Data(json.utf8))
        #expect(listing.pictures.map(\.url) == ["https://example.org/a_640.jpg"])
        #expect(listing.answered == Date(timeIntervalSinceReferenceDate: 1.5))
        #expect(listing.lifetime == .seconds(24 * 3600))
    }

    @Test("has an age, whatever date it says", arguments: [-1e300, -1e19, 1e19, 1e300])
    func survivesAnyDate(seconds: Double) {
        let listing = PoolListing(answered: Date(timeIntervalSinceReferenceDate: seconds), pictures: [])
        #expect((listing.age == .zero) == (seconds > 0))
        #expect(listing.isFresh == (seconds > 0))
    }

    @Test("has a lifetime, whatever number it says", arguments: [Int.min, -1, 0, Int.max])
    func survivesAnyLifetime(seconds: Int) {
        let listing = PoolListing(answered: Date() - 60, pictures: [.sample(1)], validSeconds: seconds)
        #expect(listing.isFresh == (seconds > 0))
    }

    @Test("a whole one is fresh as long as its source allows; a part of one, and an empty one, for ten minutes")
    func freshness() {
        func isFresh(age: Double, _ pictures: [Picture], shortfall: String? = nil, valid: Int? = nil) -> Bool {
            PoolListing(answered: Date() - age, pictures: pictures, shortfall: shortfall, validSeconds: valid).isFresh
        }
        let pictures = [Picture.sample(1)]
        for (age, isNew) in [(590.0, true), (610, false)] {
            #expect(isFresh(age: age, pictures, shortfall: "Page 2 of 2 could not be fetched.") == isNew)
            #expect(isFresh(age: age, []) == isNew)
        }
        #expect(isFresh(age: 24 * 3600 - 60, pictures))
        #expect(!isFresh(age: 24 * 3600 + 60, pictures))
        #expect(isFresh(age: 7100, pictures, valid: 7200))
        #expect(!isFresh(age: 7300, pictures, valid: 7200))
        #expect(!isFresh(age: 400, [], valid: 300))
    }
}

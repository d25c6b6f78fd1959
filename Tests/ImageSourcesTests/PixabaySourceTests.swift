import Foundation
import HTTPClient
import ImageSources
import Search
import TestSupport
import Testing
import Threads

@Suite("Pixabay's rules")
struct PixabaySourceTests {
    @Test("asks for safe photographs, with the key and the tag")
    func parameters() throws {
        let pixabay = try PixabayStandIn()
        #expect(try pixabay.pictures("dog", limit: 12).count == 12)
        let expected = [
            "key": PixabayStandIn.key, "q": "dog", "image_type": "photo", "safesearch": "true", "per_page": "12",
            "page": "1",
        ]
        #expect(try pixabay.server.stats().lastQuery == expected)
        #expect(try pixabay.server.stats().lastHeaders["accept-encoding"]?.contains("gzip") == true)
    }

    @Test("percent-encodes keys and tags", arguments: ["a b&c=d", "key#1?", "50%+x", "schlüssel", "ключ"])
    func encoding(key: String) throws {
        let pixabay = try PixabayStandIn(["--key", key], key: key + "\n")
        #expect(try pixabay.pictures("sky & sea/ü?").count == 1)
        #expect(try pixabay.server.stats().lastQuery["q"] == "sky & sea/ü?")
        #expect(try pixabay.server.stats().lastQuery["key"] == key)
    }

    @Test(
        "cuts tags that are longer than the API takes",
        arguments: [String(repeating: "x", count: 300), String(repeating: "👩‍👩‍👧‍👦", count: 40)])
    func longTags(tag: String) throws {
        let pixabay = try PixabayStandIn()
        #expect(try pixabay.pictures(tag).isEmpty)
        let asked = try #require(try pixabay.server.stats().lastQuery["q"])
        #expect(tag.hasPrefix(asked))
        #expect((91...100).contains(asked.unicodeScalars.count))
    }

    @Test(
        "asks for as many as are wanted, in pages of at most 200, and for no page beyond the last",
        arguments: [(1, 1, 1), (3, 3, 1), (200, 200, 1), (201, 201, 2), (450, 450, 3), (500, 450, 3), (9000, 450, 3)])
    func pages(limit: Int, expected: Int, requests: Int) throws {
        let pixabay = try PixabayStandIn()
        let pictures = try pixabay.pictures("many", limit: limit)
        #expect(pictures.count == expected)
        #expect(Set(pictures.map(\.id)).count == expected)
        #expect(try pixabay.server.stats().requests == ["/api/": requests])
    }

    @Test("asks once when there are fewer, and never when none are wanted")
    func fewer() throws {
        let pixabay = try PixabayStandIn()
        #expect(try pixabay.pictures("bird", limit: 450).count == 5)
        #expect(try pixabay.pictures("nothing of the kind", limit: 450).isEmpty)
        #expect(try pixabay.pictures("dog", limit: 0).isEmpty)
        #expect(try pixabay.server.stats().requests == ["/api/": 2])
    }

    @Test("gives pictures with everything that must be shown beside them")
    func fields() throws {
        let pixabay = try PixabayStandIn()
        let pictures = try pixabay.pictures("dog", limit: 3)
        let address = pixabay.server.url("/get/")
        let first = try #require(pictures.first)
        let number = try #require(Int(first.id.dropFirst("pixabay:".count)))
        #expect(first.id == "pixabay:\(number)")
        #expect(first.url == "\(address)\(number)_640.jpg")
        #expect(first.largeURL == "\(address)\(number)_1280.jpg")
        #expect(first.pageURL == "https://pixabay.com/photos/dog-0-\(number)/")
        #expect(first.alt == "dog, number 0")
        #expect((first.width, first.height) == (640, 426))
        let credits = Set(pictures.compactMap(\.credit).map { "\($0.name) \($0.url ?? "")" })
        #expect(
            credits == [
                "ana_lima https://pixabay.com/users/ana_lima-101/", "Tom K https://pixabay.com/users/Tom%20K-102/",
                "Zoë https://pixabay.com/users/Zo%C3%AB-103/",
            ])
    }

    @Test("rejects hits with other hosts or missing members, keeps the others, and connects to no other host")
    func evilHits() throws {
        let pixabay = try PixabayStandIn()
        try pixabay.fault("mode=evil-hits")
        let listing = try pixabay.source.listing(tagged: "dog", limit: 200, for: "", deadline: .after(.seconds(60)))
        let pictures = listing.pictures
        // Each that was dropped is named, by its id where it has one.
        #expect(listing.rejected.count == 19 + 12)
        #expect(listing.rejected.contains { $0.id == "pixabay:6002" && $0.detail.contains("height") })
        #expect(listing.rejected.contains { $0.id == "pixabay:5000" && $0.detail.contains("address") })
        #expect(listing.rejected.contains { $0.id == "pixabay: hit 22 of page 1" })
        // Two valid ones, and one without a user, with a page that is a script.
        #expect(pictures.count == 3)
        #expect(pictures.allSatisfy { $0.url.hasPrefix(pixabay.server.url("/get/")) })
        let last = try #require(pictures.last)
        #expect(last.id == "pixabay:7001")
        #expect(last.pageURL == nil)
        #expect(pictures.compactMap(\.largeURL).allSatisfy { $0.hasPrefix(pixabay.server.url("/get/")) })
        #expect(last.credit == nil)
        #expect(last.alt.isEmpty)
        #expect(try pixabay.server.stats().trapped == 0)
    }

    @Test("refuses to download from other hosts, whatever a cached listing says")
    func evilDownloads() throws {
        let pixabay = try PixabayStandIn()
        let trap = pixabay.server.trapPort
        let pictures = [
            "http://127.0.0.1:\(trap)/", "http://[::ffff:127.0.0.1]:\(trap)/", "https://169.254.169.254/",
            "http://user@\(pixabay.server.place)/get/1000_640.jpg", "file:///etc/passwd", "",
        ].map { url in
            Picture(id: "pixabay:1", url: url, pageURL: nil, credit: nil, alt: "", width: 1, height: 1)
        }
        for outcome in pixabay.download(pictures).values {
            guard case .failure(.badAnswer) = outcome else {
                Issue.record("a picture came from elsewhere")
                continue
            }
        }
        let stats = try pixabay.server.stats()
        #expect(stats.trapped == 0)
        #expect(stats.connections == 0)
    }

    @Test(
        "wants a key, and an address that is Pixabay's or was allowed",
        arguments: [
            ("", PixabaySource.defaultAPI), (" \n", PixabaySource.defaultAPI), ("k", "http://pixabay.com/api/"),
            ("k", "https://example.org/api/"), ("k", "http://127.0.0.1:9000/api/"), ("k", "nonsense"), ("k", ""),
            ("k", "https://pixabay.com/api/?key=other"), ("k", "https://user@pixabay.com/api/"),
        ])
    func setup(key: String, api: String) {
        #expect(throws: SourceSetupError.self) { try PixabaySource(key: key, api: api) }
        #expect(throws: Never.self) { try PixabaySource(key: "k") }
    }
}

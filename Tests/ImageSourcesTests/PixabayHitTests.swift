import Foundation
import Search
import Testing

@testable import ImageSources

@Suite("PixabayHit") struct PixabayHitTests {
    private func largeURL(_ member: String) throws -> String? {
        let json = """
            {"id": 1, "webformatURL": "https://pixabay.com/get/a_640.jpg", "webformatWidth": 640, "webformatHeight": 426\(member)}
            """
        let hit = try JSONDecoder().decode(PixabayHit.self, from: Data(json.utf8))
        return try hit.picture { $0.hasPrefix("https://pixabay.com/") ? $0 : nil }.largeURL
    }

    @Test("has the larger picture's address if it is one that people may be sent to")
    func largeAddress() throws {
        let large = "https://pixabay.com/get/a_1280.jpg"
        #expect(try largeURL(", \"largeImageURL\": \"\(large)\"") == large)
        let long = "https://pixabay.com/" + String(repeating: "a", count: 2000)
        for bad in ["javascript:x()", "https://example.org/a_1280.jpg", "", long] {
            #expect(try largeURL(", \"largeImageURL\": \"\(bad)\"") == nil)
        }
        for absent in ["", ", \"largeImageURL\": null"] { #expect(try largeURL(absent) == nil) }
    }
}

import Foundation
import TestSupport

extension StandIn {
    /// A key that would be found wherever it leaked.
    static let key = "unique-key-6f1d2c"

    /// The stand-in for Pixabay, with the demo gallery's pictures.
    static func pixabay(_ arguments: [String] = []) throws -> StandIn {
        try StandIn("pixabay.py", arguments)
    }

    /// The settings with which Descry searches it.
    var environment: [String: String] {
        [
            "DESCRY_SOURCE": "pixabay", "DESCRY_PIXABAY_URL": url("/api/"), "DESCRY_ALLOW_SOURCE": "\(place)",
            "PIXABAY_API_KEY": Self.key,
        ]
    }

    /// From now on the stand-in fails in a way that its `--help` names.
    ///
    /// - Parameters:
    ///   - hits: only for the pictures in these places, as in `0,7`, of any tag.
    ///   - tag: only in the places of this tag.
    func fault(_ mode: String, hits: String? = nil, tag: String? = nil) throws {
        try tell(
            "/__fault?mode=\(mode)" + (hits.map { "&hits=\($0)" } ?? "") + (tag.map { "&tag=\($0)" } ?? ""))
    }

    /// How many searches came.
    func searches() throws -> Int { try stats().requests["/api/"] ?? 0 }

    /// How many requests came for each picture.
    func pictureRequests() throws -> [Int] {
        try stats().requests.filter { $0.key.hasPrefix("/get/") }.map(\.value)
    }

    /// Connections to the port that nobody should be sent to.
    func trapped() throws -> Int { try stats().trapped }
}

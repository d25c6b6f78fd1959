import Foundation

/// What Pixabay's API answers, as far as it is used; unknown keys may come and are ignored.
///
/// - SeeAlso: https://pixabay.com/api/docs/
struct PixabayAnswer: Decodable {
    let totalHits: Int
    /// nil in place of each hit that lacks something or holds something odd.
    let hits: [PixabayHit?]

    private enum CodingKeys: CodingKey {
        case totalHits, hits
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        hits = try container.decode([Lenient].self, forKey: .hits).map(\.hit)
        totalHits = (try? container.decode(Int.self, forKey: .totalHits)) ?? hits.count
    }

    private struct Lenient: Decodable {
        let hit: PixabayHit?

        init(from decoder: any Decoder) throws {
            hit = try? PixabayHit(from: decoder)
        }
    }
}

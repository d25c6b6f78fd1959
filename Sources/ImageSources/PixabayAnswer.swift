import Search

/// What Pixabay's API answers, as far as it is used; unknown keys may come and are ignored.
///
/// - SeeAlso: https://pixabay.com/api/docs/
struct PixabayAnswer: Decodable {
    /// A hit, or what there is of one that lacks something or holds something odd.
    enum Entry: Decodable {
        case hit(PixabayHit)
        case unreadable(id: Int?)

        init(from decoder: any Decoder) throws {
            struct Identified: Decodable {
                let id: Int
            }
            if let hit = try? PixabayHit(from: decoder) {
                self = .hit(hit)
            } else {
                self = .unreadable(id: try? Identified(from: decoder).id)
            }
        }

        func picture(allowed: (String) -> String?) throws(PixabayHit.Objection) -> Picture {
            switch self {
            case .hit(let hit): return try hit.picture(allowed: allowed)
            case .unreadable(let id):
                throw .init(id: id, detail: "The hit lacks a member, or one has the wrong type.")
            }
        }
    }

    let totalHits: Int
    let hits: [Entry]

    private enum CodingKeys: CodingKey {
        case total, totalHits, hits
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        hits = try container.decode([Entry].self, forKey: .hits)
        let total = try? container.decode(Int.self, forKey: .total)
        totalHits = (try? container.decode(Int.self, forKey: .totalHits)) ?? total ?? hits.count
    }
}

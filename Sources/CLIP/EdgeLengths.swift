/// A size in `preprocessor_config.json`: a number, or an object with a shortest edge or with height and width.
struct EdgeLengths: Decodable {
    let shortestEdge: Int?
    let height: Int?
    let width: Int?

    private enum CodingKeys: String, CodingKey {
        case shortestEdge = "shortest_edge"
        case height
        case width
    }

    init(shortestEdge: Int) {
        self.shortestEdge = shortestEdge
        height = nil
        width = nil
    }

    init(from decoder: any Decoder) throws {
        if let number = try? decoder.singleValueContainer().decode(Int.self) {
            (shortestEdge, height, width) = (number, nil, nil)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        shortestEdge = try container.decodeIfPresent(Int.self, forKey: .shortestEdge)
        height = try container.decodeIfPresent(Int.self, forKey: .height)
        width = try container.decodeIfPresent(Int.self, forKey: .width)
    }
}

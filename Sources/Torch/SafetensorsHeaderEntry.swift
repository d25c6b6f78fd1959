/// One value of the JSON object that is a safetensors file's header.
enum SafetensorsHeaderEntry: Decodable {
    case tensor(type: String, shape: [Int], offsets: [Int])
    /// `__metadata__`, which holds strings for people.
    case metadata

    private enum CodingKeys: String, CodingKey {
        case type = "dtype"
        case shape
        case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
        if decoder.codingPath.last?.stringValue == "__metadata__" {
            self = .metadata
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = .tensor(
            type: try container.decode(String.self, forKey: .type),
            shape: try container.decode([Int].self, forKey: .shape),
            offsets: try container.decode([Int].self, forKey: .offsets))
    }
}

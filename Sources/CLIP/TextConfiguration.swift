/// The `text_config` of a model.
public struct TextConfiguration: Sendable, Equatable, Decodable {
    /// The transformer's size.
    public let encoder: EncoderConfiguration
    /// How many tokens the vocabulary has.
    public let vocabularySize: Int
    /// How many tokens a text may have, with the start and the end.
    public let contextLength: Int
    /// The token whose place is pooled; 2 in old configurations, which means the largest id.
    public let endToken: Int

    private enum CodingKeys: String, CodingKey {
        case vocabularySize = "vocab_size"
        case contextLength = "max_position_embeddings"
        case endToken = "eos_token_id"
    }

    private static let defaultEncoder = EncoderConfiguration(width: 512, intermediateWidth: 2048, layers: 12, heads: 8)

    init() {
        encoder = Self.defaultEncoder
        vocabularySize = 49408
        contextLength = 77
        endToken = 49407
    }

    public init(from decoder: any Decoder) throws {
        let base = TextConfiguration()
        let container = try decoder.container(keyedBy: CodingKeys.self)
        encoder = try EncoderConfiguration(from: decoder, default: base.encoder)
        vocabularySize = try container.decodeIfPresent(Int.self, forKey: .vocabularySize) ?? base.vocabularySize
        contextLength = try container.decodeIfPresent(Int.self, forKey: .contextLength) ?? base.contextLength
        endToken = try container.decodeIfPresent(Int.self, forKey: .endToken) ?? base.endToken
    }

    /// What makes no sense, if anything does not.
    var complaint: String? {
        if let complaint = encoder.complaint { return "text_config: \(complaint)" }
        if vocabularySize < 3 || vocabularySize > 1 << 24 { return "text_config: vocab_size is \(vocabularySize)" }
        if contextLength < 3 || contextLength > 1 << 16 {
            return "text_config: max_position_embeddings is \(contextLength)"
        }
        return nil
    }
}

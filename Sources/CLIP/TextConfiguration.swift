/// The `text_config` of a model.
public struct TextConfiguration: Sendable, Equatable {
    /// The transformer's size.
    public let encoder: EncoderConfiguration
    /// How many tokens the vocabulary has.
    public let vocabularySize: Int
    /// How many tokens a text may have, including start and end.
    public let contextLength: Int
    /// The token whose position is pooled; 2, in old configurations, means the largest id.
    public let endToken: Int

    private static let defaultEncoder = EncoderConfiguration(width: 512, intermediateWidth: 2048, layers: 12, heads: 8)

    init() {
        encoder = Self.defaultEncoder
        vocabularySize = 49408
        contextLength = 77
        endToken = 49407
    }

    /// Reads the section of `config.json`.
    init(_ section: JSONSection) throws(CLIPError) {
        let base = TextConfiguration()
        try section.refuseNull(["vocab_size", "max_position_embeddings", "eos_token_id"])
        encoder = try EncoderConfiguration(section, default: base.encoder)
        vocabularySize = try section.integer("vocab_size") ?? base.vocabularySize
        contextLength = try section.integer("max_position_embeddings") ?? base.contextLength
        endToken = try section.integer("eos_token_id") ?? base.endToken
        if vocabularySize < 3 || vocabularySize > 1 << 24 {
            throw section.error("vocab_size", "is \(vocabularySize); it has to be between 3 and \(1 << 24)")
        }
        if contextLength < 3 || contextLength > 1 << 16 {
            throw section.error(
                "max_position_embeddings", "is \(contextLength); it has to be between 3 and \(1 << 16)")
        }
    }
}

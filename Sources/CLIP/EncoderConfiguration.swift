/// The size of one of CLIP's two transformers.
public struct EncoderConfiguration: Sendable, Equatable {
    /// The function between the two products of a layer's feed-forward part.
    public enum HiddenActivation: String, Sendable, CaseIterable {
        /// `x · sigmoid(1.702 x)`: OpenAI's models.
        case quickGELU = "quick_gelu"
        /// `x · Φ(x)`: LAION's models.
        case gelu
    }

    /// Numbers per token.
    public let width: Int
    /// Numbers per token in the middle of the feed-forward part.
    public let intermediateWidth: Int
    /// How many layers there are.
    public let layers: Int
    /// Heads per attention.
    public let heads: Int
    /// The function in the feed-forward part.
    public let activation: HiddenActivation
    /// What layer normalisation adds to the variance.
    public let epsilon: Double

    private enum CodingKeys: String, CodingKey {
        case width = "hidden_size"
        case intermediateWidth = "intermediate_size"
        case layers = "num_hidden_layers"
        case heads = "num_attention_heads"
        case activation = "hidden_act"
        case epsilon = "layer_norm_eps"
    }

    init(width: Int, intermediateWidth: Int, layers: Int, heads: Int) {
        self.width = width
        self.intermediateWidth = intermediateWidth
        self.layers = layers
        self.heads = heads
        activation = .quickGELU
        epsilon = 1e-5
    }

    init(from decoder: any Decoder, default base: EncoderConfiguration) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        width = try container.decodeIfPresent(Int.self, forKey: .width) ?? base.width
        intermediateWidth =
            try container.decodeIfPresent(Int.self, forKey: .intermediateWidth) ?? base.intermediateWidth
        layers = try container.decodeIfPresent(Int.self, forKey: .layers) ?? base.layers
        heads = try container.decodeIfPresent(Int.self, forKey: .heads) ?? base.heads
        epsilon = try container.decodeIfPresent(Double.self, forKey: .epsilon) ?? base.epsilon
        let name = try container.decodeIfPresent(String.self, forKey: .activation) ?? base.activation.rawValue
        guard let activation = HiddenActivation(rawValue: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .activation, in: container,
                debugDescription: "the activation \(name) is not supported, only quick_gelu and gelu.")
        }
        self.activation = activation
    }

    /// What makes no sense, if anything does not.
    var complaint: String? {
        for (name, value) in [
            ("hidden_size", width), ("intermediate_size", intermediateWidth), ("num_attention_heads", heads),
        ] where value < 1 || value > 1 << 20 {
            return "\(name) is \(value)"
        }
        if layers < 0 || layers > 1 << 12 { return "num_hidden_layers is \(layers)" }
        if width % heads != 0 { return "hidden_size \(width) is not a multiple of num_attention_heads \(heads)" }
        return nil
    }
}

/// The size of one of CLIP's two transformers.
public struct EncoderConfiguration: Sendable, Equatable {
    /// The function between the two products of a layer's feed-forward part.
    public enum HiddenActivation: Sendable, CaseIterable {
        /// `x · sigmoid(1.702 x)`: OpenAI's models.
        case quickGELU
        /// `x · Φ(x)`: LAION's models.
        case gelu
        /// GELU approximated with tanh.
        case geluTanh
        /// `x · sigmoid(x)`.
        case silu
        /// `max(x, 0)`.
        case relu

        /// transformers' names for the function (in its `activations.py`), which differ only in how it is computed.
        var names: [String] {
            switch self {
            case .quickGELU: ["quick_gelu"]
            case .gelu: ["gelu", "gelu_python"]
            case .geluTanh: ["gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh"]
            case .silu: ["silu", "swish"]
            case .relu: ["relu"]
            }
        }
    }

    /// Numbers per token.
    public let width: Int
    /// Numbers per token in the middle of the feed-forward part.
    public let intermediateWidth: Int
    /// How many layers there are.
    public let layers: Int
    /// Attention heads per layer.
    public let heads: Int
    /// The function in the feed-forward part.
    public let activation: HiddenActivation
    /// What layer normalisation adds to the variance.
    public let epsilon: Double

    init(width: Int, intermediateWidth: Int, layers: Int, heads: Int) {
        self.width = width
        self.intermediateWidth = intermediateWidth
        self.layers = layers
        self.heads = heads
        activation = .quickGELU
        epsilon = 1e-5
    }

    /// Reads a `text_config` or `vision_config`.
    init(_ section: JSONSection, default base: EncoderConfiguration) throws(CLIPError) {
        try section.refuseNull([
            "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "hidden_act",
            "layer_norm_eps",
        ])
        width = try section.integer("hidden_size") ?? base.width
        intermediateWidth = try section.integer("intermediate_size") ?? base.intermediateWidth
        layers = try section.integer("num_hidden_layers") ?? base.layers
        heads = try section.integer("num_attention_heads") ?? base.heads
        epsilon = try section.number("layer_norm_eps") ?? base.epsilon
        if let name = try section.string("hidden_act") {
            guard let activation = HiddenActivation.allCases.first(where: { $0.names.contains(name) }) else {
                let known = HiddenActivation.allCases.flatMap(\.names).joined(separator: ", ")
                throw section.error("hidden_act", "is \"\(name)\", which is not supported; supported are \(known)")
            }
            self.activation = activation
        } else {
            activation = base.activation
        }
        for (name, value) in [
            ("hidden_size", width), ("intermediate_size", intermediateWidth), ("num_attention_heads", heads),
        ] where value < 1 || value > 1 << 20 {
            throw section.error(name, "is \(value); it has to be between 1 and \(1 << 20)")
        }
        if layers < 0 || layers > 1 << 12 {
            throw section.error("num_hidden_layers", "is \(layers); it has to be between 0 and \(1 << 12)")
        }
        if width % heads != 0 {
            throw section.error("hidden_size", "\(width) is not a multiple of num_attention_heads \(heads)")
        }
        if epsilon < 0 { throw section.error("layer_norm_eps", "is \(epsilon); it must not be negative") }
    }
}

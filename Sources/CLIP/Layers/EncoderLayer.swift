internal import Torch

/// One pre-norm layer of a transformer: attention, then feed-forward, each normalised before and added to its input.
struct EncoderLayer: Sendable {
    private let attentionNorm: LayerNorm
    private let attention: MultiHeadAttention
    private let mlpNorm: LayerNorm
    private let mlp: MLP

    /// - Parameter queries: the tokens that the layer outputs.
    init(
        _ weights: Weights, configuration: EncoderConfiguration, causal: Bool, queries: Queries = .all,
        placement: Placement
    ) throws(CLIPError) {
        let (width, epsilon) = (configuration.width, configuration.epsilon)
        attentionNorm = try LayerNorm(
            weights.part("layer_norm1"), width: width, epsilon: epsilon, placement: placement)
        attention = try MultiHeadAttention(
            weights.part("self_attn"), width: width, heads: configuration.heads, causal: causal, queries: queries,
            placement: placement)
        mlpNorm = try LayerNorm(weights.part("layer_norm2"), width: width, epsilon: epsilon, placement: placement)
        mlp = try MLP(
            weights.part("mlp"), configuration: configuration,
            placement: queries == .all ? placement : placement.perSequence)
    }

    /// - Parameter x: `[batch, tokens, width]`.
    /// - Returns: the same shape, or `[batch, 1, width]` if only the first tokens are the layer's queries.
    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let attended = try attention(attentionNorm(x), adding: attention.queried(of: x))
        return try mlp(mlpNorm(attended), adding: attended)
    }
}

/// The tokens of a sequence that a layer outputs.
enum Queries: Sendable {
    case all
    /// Only the first, which still attends to all others: enough for the last layer if it represents the sequence.
    case first
}

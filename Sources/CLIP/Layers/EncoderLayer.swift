internal import Torch

/// One layer of a transformer, normalised before each part: attention, then feed-forward, each added to its input.
struct EncoderLayer: Sendable {
    private let attentionNorm: LayerNorm
    private let attention: MultiHeadAttention
    private let mlpNorm: LayerNorm
    private let mlp: MLP

    init(
        _ weights: Weights, configuration: EncoderConfiguration, causal: Bool, placement: Placement
    ) throws(CLIPError) {
        let (width, epsilon) = (configuration.width, configuration.epsilon)
        attentionNorm = try LayerNorm(
            weights.part("layer_norm1"), width: width, epsilon: epsilon, placement: placement)
        attention = try MultiHeadAttention(
            weights.part("self_attn"), width: width, heads: configuration.heads, causal: causal, placement: placement)
        mlpNorm = try LayerNorm(weights.part("layer_norm2"), width: width, epsilon: epsilon, placement: placement)
        mlp = try MLP(weights.part("mlp"), configuration: configuration, placement: placement)
    }

    /// - Parameter x: `[batch, tokens, width]`, as the answer is.
    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let attended = try x + attention(attentionNorm(x))
        return try attended + mlp(mlpNorm(attended))
    }
}

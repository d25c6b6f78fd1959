internal import Torch

/// Maps each sequence's pooled token to the space that texts and pictures share: layer norm, then a product.
///
/// It always runs in float32, which costs little: it is one row per text or picture.
struct PooledProjection: Sendable {
    private let norm: LayerNorm
    private let projection: Linear

    init(
        norm: Weights, projection: Weights, configuration: EncoderConfiguration, dimension: Int, placement: Placement
    ) throws(CLIPError) {
        let placement = Placement(
            device: placement.device, type: .float32, rows: placement.sequences, sequences: placement.sequences)
        self.norm = try LayerNorm(
            norm, width: configuration.width, epsilon: configuration.epsilon, placement: placement)
        let weight = try projection.tensor("weight", [dimension, configuration.width])
        self.projection = try encoding { () throws(TorchError) in
            try Linear(weight: weight, bias: nil, placement: placement)
        }
    }

    /// - Parameter pooled: `[batch, width]`.
    /// - Returns: `[batch, dimension]` in float32, not normalised.
    func callAsFunction(_ pooled: Tensor, on device: Device) throws(TorchError) -> Tensor {
        try projection(norm(pooled.to(.float32, device: device)))
    }
}

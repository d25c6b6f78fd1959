internal import Torch

/// CLIP's picture side: a transformer over patches whose class token stands for the picture (Dosovitskiy et al.,
/// arXiv:2010.11929; with a layer norm more before the first layer, Radford et al., arXiv:2103.00020).
struct VisionTransformer: Sendable {
    private let configuration: VisionConfiguration
    private let placement: Placement
    private let patchEmbedding: Linear
    private let classEmbedding: Tensor
    private let positionEmbedding: Tensor
    private let norm: LayerNorm
    private let layers: [EncoderLayer]
    private let projection: PooledProjection

    init(
        _ weights: Weights, configuration: VisionConfiguration, dimension: Int, placement: Placement
    ) throws(CLIPError) {
        self.configuration = configuration
        self.placement = placement
        let (width, patch) = (configuration.encoder.width, configuration.patchSize)
        let model = weights.part("vision_model")
        let patches = try model.tensor("embeddings.patch_embedding.weight", [width, 3, patch, patch])
        let classToken = try model.tensor("embeddings.class_embedding", [width])
        let positions = try model.tensor("embeddings.position_embedding.weight", [configuration.tokenCount, width])
        (patchEmbedding, classEmbedding, positionEmbedding) = try encoding { () throws(TorchError) in
            (
                try Linear(
                    weight: patches.reshaped([width, 3 * patch * patch]), bias: nil, placement: placement.unquantized),
                try placement.place(classToken), try placement.place(positions)
            )
        }
        // The checkpoints' own spelling.
        norm = try LayerNorm(
            model.part("pre_layrnorm"), width: width, epsilon: configuration.encoder.epsilon, placement: placement)
        var layers: [EncoderLayer] = []
        for index in 0..<configuration.encoder.layers {
            layers.append(
                try EncoderLayer(
                    model.part("encoder.layers.\(index)"), configuration: configuration.encoder, causal: false,
                    queries: index == configuration.encoder.layers - 1 ? .first : .all, placement: placement))
        }
        self.layers = layers
        projection = try PooledProjection(
            norm: model.part("post_layernorm"), projection: weights.part("visual_projection"),
            configuration: configuration.encoder, dimension: dimension, placement: placement)
    }

    /// - Parameter pixels: `[pictures, 3, size, size]` in float32, normalised.
    /// - Returns: `[pictures, dimension]` in float32, not normalised.
    func callAsFunction(_ pixels: Tensor) throws(TorchError) -> Tensor {
        let count = pixels.shape[0]
        let classTokens = try classEmbedding.expanded([count, 1, configuration.encoder.width])
        // From pinned memory the copy to a GPU runs beside what that is doing.
        let pixels = placement.device == .cpu ? pixels : try pixels.pinned()
        let patches = try patchEmbedding(patches(of: placement.place(pixels)))
        var x = try norm(Tensor.concatenate([classTokens, patches], along: 1) + positionEmbedding)
        for layer in layers { x = try layer(x) }
        return try projection(x.selected(0, along: 1), on: placement.device)
    }

    /// `[pictures, 3, size, size]` as `[pictures, patches, 3 * patch * patch]`: patches do not overlap, so that their
    /// convolution is a plain product.
    private func patches(of pixels: Tensor) throws(TorchError) -> Tensor {
        let (grid, patch) = (configuration.gridSize, configuration.patchSize)
        var pixels = pixels
        if grid * patch < configuration.imageSize {
            pixels = try pixels.narrowed(0..<grid * patch, along: 2).narrowed(0..<grid * patch, along: 3)
        }
        return try pixels.reshaped([-1, 3, grid, patch, grid, patch])
            .permuted([0, 2, 4, 1, 3, 5])
            .reshaped([-1, grid * grid, 3 * patch * patch])
    }
}

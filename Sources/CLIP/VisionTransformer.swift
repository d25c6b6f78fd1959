internal import Torch

/// CLIP's picture side: a transformer over patches whose class token represents the picture (Dosovitskiy et al.,
/// arXiv:2010.11929; with an additional layer norm before the first layer, Radford et al., arXiv:2103.00020).
struct VisionTransformer: Sendable {
    private let configuration: VisionConfiguration
    private let placement: Placement
    private let patchEmbedding: PatchEmbedding
    private let classEmbedding: Tensor
    private let positionEmbedding: Tensor
    private let norm: LayerNorm
    private let layers: [EncoderLayer]
    private let projection: PooledProjection

    init(
        _ weights: Weights, configuration: VisionConfiguration, dimension: Int, normalization: PixelNormalization,
        placement: Placement
    ) throws(CLIPError) {
        self.configuration = configuration
        self.placement = placement
        let width = configuration.encoder.width
        let model = weights.part("vision_model")
        patchEmbedding = try PatchEmbedding(
            model, configuration: configuration, normalization: normalization, placement: placement)
        let classToken = try model.tensor("embeddings.class_embedding", [width])
        let positions = try model.tensor("embeddings.position_embedding.weight", [configuration.tokenCount, width])
        (classEmbedding, positionEmbedding) = try encoding { () throws(TorchError) in
            (try placement.place(classToken), try placement.place(positions))
        }
        // "layrnorm" is the spelling in the checkpoints.
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

    /// - Parameter pictures: `[3, size, size]` each, uint8 on the CPU; the model has to be on the CPU, too.
    /// - Returns: `[pictures, dimension]` in float32, not normalised.
    func callAsFunction(_ pictures: [Tensor]) throws(TorchError) -> Tensor {
        try callAsFunction(patches: patchEmbedding(pictures))
    }

    /// - Parameter bytes: `[pictures, 3, size, size]` in uint8, on the model's GPU.
    /// - Returns: `[pictures, dimension]` in float32, not normalised.
    func callAsFunction(bytes: Tensor) throws(TorchError) -> Tensor {
        try callAsFunction(patches: patchEmbedding(bytes: bytes))
    }

    /// - Parameter normalized: `[pictures, 3, size, size]` in float32, normalised.
    /// - Returns: `[pictures, dimension]` in float32, not normalised.
    func callAsFunction(normalized: Tensor) throws(TorchError) -> Tensor {
        try callAsFunction(patches: patchEmbedding(normalized: placement.place(normalized)))
    }

    /// Runs pictures through one layer of each kind: the others do the same operations on the same shapes.
    ///
    /// - Parameter pictures: as for a whole run.
    func prepare(_ pictures: [Tensor]) throws(TorchError) {
        _ = try run(patchEmbedding(pictures), through: Set([0, layers.count - 1]).sorted().map { layers[$0] })
    }

    /// - Parameter patches: `[pictures, patches, width]`.
    private func callAsFunction(patches: Tensor) throws(TorchError) -> Tensor {
        try run(patches, through: layers)
    }

    private func run(_ patches: Tensor, through layers: [EncoderLayer]) throws(TorchError) -> Tensor {
        let classTokens = try classEmbedding.expanded([patches.shape[0], 1, configuration.encoder.width])
        var x = try norm(Tensor.concatenate([classTokens, patches], along: 1) + positionEmbedding)
        for layer in layers { x = try layer(x) }
        return try projection(x.selected(0, along: 1), on: placement.device)
    }
}

internal import Torch

/// CLIP's text side: a causal transformer whose output at the end token represents the text (Radford et al.,
/// arXiv:2103.00020, section 2.4).
struct TextTransformer: Sendable {
    private let configuration: TextConfiguration
    private let device: Device
    private let tokenEmbedding: Tensor
    private let positionEmbedding: Tensor
    private let layers: [EncoderLayer]
    private let projection: PooledProjection

    init(
        _ weights: Weights, configuration: TextConfiguration, dimension: Int, placement: Placement
    ) throws(CLIPError) {
        self.configuration = configuration
        device = placement.device
        let width = configuration.encoder.width
        let model = weights.part("text_model")
        let tokens = try model.tensor("embeddings.token_embedding.weight", [configuration.vocabularySize, width])
        let positions = try model.tensor("embeddings.position_embedding.weight", [configuration.contextLength, width])
        (tokenEmbedding, positionEmbedding) = try encoding { () throws(TorchError) in
            (
                try tokens.to(placement.tableType, device: placement.device), try placement.place(positions)
            )
        }
        var layers: [EncoderLayer] = []
        for index in 0..<configuration.encoder.layers {
            layers.append(
                try EncoderLayer(
                    model.part("encoder.layers.\(index)"), configuration: configuration.encoder, causal: true,
                    placement: placement))
        }
        self.layers = layers
        projection = try PooledProjection(
            norm: model.part("final_layer_norm"), projection: weights.part("text_projection"),
            configuration: configuration.encoder, dimension: dimension, placement: placement)
    }

    /// - Parameter texts: token ids of one or more texts, none empty or longer than the context.
    func batch(_ texts: [[Int]]) -> TextBatch {
        // Shorter texts are padded on the right. They need no mask: attention is causal, so tokens after the pooled one
        // do not change its output. Padding texts fill the batch up to one of the few sizes.
        let length = BatchShape.length(texts.map(\.count).max() ?? 0, limit: configuration.contextLength)
        let count = BatchShape.count(texts.count)
        return TextBatch(
            shape: TextBatch.Shape(count: count, length: length),
            ids: texts.flatMap { $0 + Array(repeating: 0, count: length - $0.count) }
                + Array(repeating: 0, count: (count - texts.count) * length),
            places: texts.enumerated().map { $0.offset * length + pooledPosition($0.element) })
    }

    /// - Parameter indices: a batch's, int64 on the model's device.
    /// - Returns: `[places, dimension]` in float32, not normalised.
    func callAsFunction(_ indices: Tensor, _ shape: TextBatch.Shape) throws(TorchError) -> Tensor {
        let (width, tokens) = (configuration.encoder.width, shape.count * shape.length)
        let positions = try positionEmbedding.narrowed(0..<shape.length, along: 0)
        let embedded = try tokenEmbedding.rows(indices.narrowed(0..<tokens, along: 0))
            .to(positionEmbedding.type, device: device)
        var x = try embedded.reshaped([shape.count, shape.length, width]) + positions
        for layer in layers { x = try layer(x) }
        let places = try indices.narrowed(tokens..<indices.elementCount, along: 0)
        return try projection(x.reshaped([-1, width]).rows(places), on: device)
    }

    /// The position of the first end token. If the configuration has the wrong end token 2, as in old models, it is the
    /// position of the largest id, which is the end token in their vocabularies (transformers, pull request 24773).
    private func pooledPosition(_ tokens: [Int]) -> Int {
        let end = configuration.endToken == 2 ? tokens.max() : configuration.endToken
        return tokens.firstIndex { $0 == end } ?? 0
    }
}

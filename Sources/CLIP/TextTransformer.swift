internal import Torch

/// CLIP's text side: a causal transformer whose end token's place stands for the text (Radford et al.,
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
            (try placement.place(tokens), try placement.place(positions))
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
    /// - Returns: `[texts, dimension]` in float32, not normalised.
    func callAsFunction(_ texts: [[Int]]) throws(TorchError) -> Tensor {
        // Shorter texts are padded on the right. They need no mask: attention is causal, so what comes after the
        // pooled place changes nothing there. Texts that nobody asked for make the number of texts even.
        let length = BatchShape.length(texts.map(\.count).max() ?? 0, limit: configuration.contextLength)
        let count = BatchShape.count(texts.count)
        let ids =
            texts.flatMap { $0 + Array(repeating: 0, count: length - $0.count) }
            + Array(repeating: 0, count: (count - texts.count) * length)
        let positions = try positionEmbedding.narrowed(0..<length, along: 0)
        var x = try tokenEmbedding.rows(ids).reshaped([count, length, configuration.encoder.width]) + positions
        for layer in layers { x = try layer(x) }
        let places = texts.enumerated().map { $0.offset * length + pooledPosition($0.element) }
        return try projection(x.reshaped([-1, configuration.encoder.width]).rows(places), on: device)
    }

    /// The first end token; in models whose configuration has the mistaken end token 2, the first of the largest id,
    /// which the end token is in their vocabularies (transformers, pull request 24773).
    private func pooledPosition(_ tokens: [Int]) -> Int {
        let end = configuration.endToken == 2 ? tokens.max() : configuration.endToken
        return tokens.firstIndex { $0 == end } ?? 0
    }
}

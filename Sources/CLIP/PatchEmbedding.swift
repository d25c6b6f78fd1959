internal import Torch

/// The first step of the vision transformer: a vector for each patch (Dosovitskiy et al., arXiv:2010.11929, 3.1).
///
/// Patches do not overlap, so their convolution is a plain matrix product.
struct PatchEmbedding: Sendable {
    private let configuration: VisionConfiguration
    private let product: Linear
    /// On the CPU: the number for each byte value of a channel.
    private let table: Tensor
    /// On a GPU: the factor for the bytes of a patch, and the summand.
    private let factor: Tensor
    private let summand: Tensor

    /// - Parameter model: the weights of the vision transformer.
    init(
        _ model: Weights, configuration: VisionConfiguration, normalization: PixelNormalization, placement: Placement
    ) throws(CLIPError) {
        self.configuration = configuration
        let (width, patch) = (configuration.encoder.width, configuration.patchSize)
        let weight = try model.tensor("embeddings.patch_embedding.weight", [width, 3, patch, patch])
        func perPatch(_ channels: [Float]) throws(TorchError) -> Tensor {
            let numbers = channels.flatMap { Array(repeating: $0, count: patch * patch) }
            return try Tensor.of(numbers).to(device: placement.device)
        }
        (product, table, factor, summand) = try encoding { () throws(TorchError) in
            (
                try Linear(
                    weight: weight.reshaped([width, 3 * patch * patch]), bias: nil, placement: placement.uncompressed),
                try normalization.table.to(placement.type),
                try perPatch(normalization.factor), try perPatch(normalization.summand)
            )
        }
    }

    /// - Parameter pictures: `[3, size, size]` each, uint8 on the CPU.
    /// - Returns: `[pictures, patches, width]`.
    func callAsFunction(_ pictures: [Tensor]) throws(TorchError) -> Tensor {
        try product(
            Tensor.patches(
                of: pictures, table: table, patch: configuration.patchSize, grid: configuration.gridSize))
    }

    /// - Parameter bytes: `[pictures, 3, size, size]` in uint8 on the GPU.
    /// - Returns: `[pictures, patches, width]`.
    func callAsFunction(bytes: Tensor) throws(TorchError) -> Tensor {
        try product(patches(of: bytes).scaled(by: factor, plus: summand, as: table.type))
    }

    /// - Parameter normalized: `[pictures, 3, size, size]`, normalised, of the model's type and on its device.
    /// - Returns: `[pictures, patches, width]`.
    func callAsFunction(normalized: Tensor) throws(TorchError) -> Tensor {
        try product(patches(of: normalized))
    }

    /// `[pictures, 3, size, size]` as `[pictures, patches, 3 * patch * patch]`.
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

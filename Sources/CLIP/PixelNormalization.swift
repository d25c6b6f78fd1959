internal import Torch

/// From the 8-bit values of a picture to what the vision transformer computes with: rescaled, normalised by channel.
struct PixelNormalization: Sendable {
    /// `[3, 256]` in float32: what becomes of each value of a channel.
    let table: Tensor
    /// Per channel, for devices that compute faster than they look up: a value times this …
    let factor: [Float]
    /// … plus this.
    let summand: [Float]

    init(_ configuration: PreprocessorConfiguration) throws(TorchError) {
        let mean = try Tensor.of(configuration.mean, shape: [3, 1])
        let deviation = try Tensor.of(configuration.deviation, shape: [3, 1])
        let levels = try Tensor.of((0..<256).map(Float.init), shape: [1, 256])
        table = try (levels * configuration.rescale - mean) / deviation
        factor = configuration.deviation.map { Float(configuration.rescale / Double($0)) }
        summand = zip(configuration.mean, configuration.deviation).map { -$0 / $1 }
    }
}

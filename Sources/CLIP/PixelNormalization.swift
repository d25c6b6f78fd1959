internal import Torch

/// Turns a picture's 8-bit values into the vision transformer's input: rescaled, then normalised per channel.
struct PixelNormalization: Sendable {
    /// `[3, 256]` in float32: the number for each value of a channel.
    let table: Tensor
    /// Per channel, for devices on which computing is faster than a table: a value times this …
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

/// A linear layer with its weight in float16 and products in float32: half of float32's memory, and up to twice its
/// speed for a few rows, where a product's time is that of reading the weight.
///
/// These are FBGEMM's operators: `quantized::linear_prepack_fp16` and `quantized::linear_dynamic_fp16`. Numbers beyond
/// float16's range become its largest, 65504; rounding leaves 11 significant bits.
public struct Float16Weight: Sendable {
    private let weight: CompressedWeight

    /// Whether libtorch has these products for this processor (x86 with AVX2 and F16C).
    public static var isAvailable: Bool {
        LibTorch.canPackFloat16
    }

    /// Rounds and packs a weight.
    ///
    /// - Parameters:
    ///   - weight: `[outputs, inputs]` on the CPU, of any floating-point type.
    ///   - bias: `[outputs]` in float32.
    /// - Throws: `TorchError` if shapes do not fit.
    public init(_ weight: Tensor, bias: Tensor?) throws(TorchError) {
        self.weight = try LibTorch.packFloat16(weight, bias)
    }

    /// `activation(x Wᵀ + b)` over the last dimension of `x`, or `x Wᵀ + b + addend`.
    ///
    /// - Parameters:
    ///   - x: `[…, inputs]`, of any floating-point type.
    ///   - addend: has the result's shape and type; not allowed together with an activation.
    /// - Returns: `[…, outputs]` in float32.
    /// - Throws: `TorchError` if shapes or types do not fit.
    public func callAsFunction(
        _ x: Tensor, activation: Activation = .identity, adding addend: Tensor? = nil
    ) throws(TorchError) -> Tensor {
        try LibTorch.compressedLinear(x, weight, activation, addend, .float32)
    }
}

/// A linear layer's weight quantized to 8 bits: a product takes about half the time of bfloat16's, the weight a quarter
/// of float32's memory.
///
/// Dynamic quantization: the weight is quantized once, each output by a scale of its own; what it is multiplied with is
/// quantized as it comes, by one scale and zero point for all of it, so that what is computed together changes each
/// other's rounding a little. Sums are of 32 bits. These are the operators that TorchInductor uses for quantized layers:
/// `onednn::qlinear_prepack` and `onednn::qlinear_pointwise`.
public struct Int8Weight: Sendable {
    private let packed: Tensor
    private let scales: Tensor

    /// Whether this processor multiplies 8-bit numbers in hardware (VNNI or AMX). Older ones would be slow, and lose
    /// sums beyond 16 bits.
    public static var isAvailable: Bool {
        LibTorch.canPackInt8
    }

    /// Quantizes and packs a weight.
    ///
    /// - Parameters:
    ///   - weight: `[outputs, inputs]` on the CPU, of any floating-point type.
    ///   - rows: about how many rows the inputs will have.
    /// - Throws: `TorchError` if it is no matrix.
    public init(_ weight: Tensor, rows: Int) throws(TorchError) {
        (packed, scales) = try LibTorch.packInt8(weight, rows)
    }

    /// `activation(x Wᵀ + b)` over the last dimension of `x`, or `x Wᵀ + b + addend`.
    ///
    /// - Parameters:
    ///   - x: `[…, inputs]`, of any floating-point type.
    ///   - bias: `[outputs]` in float32.
    ///   - addend: of the answer's shape and type; there is either it or an activation.
    ///   - type: the answer's.
    /// - Returns: `[…, outputs]`.
    /// - Throws: `TorchError` if shapes or types do not fit.
    public func callAsFunction(
        _ x: Tensor, bias: Tensor?, activation: Activation = .identity, adding addend: Tensor? = nil,
        type: DType = .float32
    ) throws(TorchError) -> Tensor {
        try LibTorch.int8Linear(x, packed, scales, bias, activation, addend, type)
    }
}

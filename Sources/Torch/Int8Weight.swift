/// A linear layer's weight quantized to 8 bits: a product takes about half the time of bfloat16, and the weight a
/// quarter of float32's memory.
///
/// Dynamic quantization: the weight is quantized once, with one scale for each output. The input is quantized in each
/// call, with one scale and zero point for all of it, so that inputs of one batch change each other's rounding
/// slightly. Sums have 32 bits. These are the operators that TorchInductor uses for quantized layers:
/// `onednn::qlinear_prepack` and `onednn::qlinear_pointwise`.
public struct Int8Weight: Sendable {
    private let packed: Tensor
    private let scales: Tensor

    /// Whether this processor multiplies 8-bit numbers in hardware (VNNI or AMX). Older ones are slow, and their 16-bit
    /// sums overflow.
    public static var isAvailable: Bool {
        LibTorch.canPackInt8
    }

    /// Quantizes and packs a weight.
    ///
    /// - Parameters:
    ///   - weight: `[outputs, inputs]` on the CPU, of any floating-point type.
    ///   - rows: about how many rows the inputs will have.
    /// - Throws: `TorchError` if it is not a matrix.
    public init(_ weight: Tensor, rows: Int) throws(TorchError) {
        (packed, scales) = try LibTorch.packInt8(weight, rows)
    }

    /// `activation(x Wᵀ + b)` over the last dimension of `x`, or `x Wᵀ + b + addend`.
    ///
    /// - Parameters:
    ///   - x: `[…, inputs]`, of any floating-point type.
    ///   - bias: `[outputs]` in float32.
    ///   - addend: has the result's shape and type; not allowed together with an activation.
    ///   - type: the result's.
    /// - Returns: `[…, outputs]`.
    /// - Throws: `TorchError` if shapes or types do not fit.
    public func callAsFunction(
        _ x: Tensor, bias: Tensor?, activation: Activation = .identity, adding addend: Tensor? = nil,
        type: DType = .float32
    ) throws(TorchError) -> Tensor {
        try LibTorch.int8Linear(x, packed, scales, bias, activation, addend, type)
    }
}

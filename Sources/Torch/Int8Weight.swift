/// A linear layer's weight in 8 bits, which takes a product of half the time of bfloat16 and a quarter of float32's
/// memory.
///
/// Dynamic quantization: the weight is rounded once, each row by a scale of its own; what it is multiplied with is
/// rounded as it comes, by one scale for all of it, so that what is computed together changes each other's rounding a
/// little. Sums are of 32 bits. These are the operators that TorchInductor uses for quantized layers:
/// `onednn::qlinear_prepack` and `onednn::qlinear_pointwise`.
public struct Int8Weight: Sendable {
    private let packed: Tensor
    private let scales: Tensor

    /// Whether this processor multiplies 8-bit numbers in hardware (VNNI or AMX). Older ones would be slow, and lose
    /// sums beyond 16 bits.
    public static var isAvailable: Bool {
        LibTorch.canPackInt8
    }

    /// Rounds and packs a weight.
    ///
    /// - Parameters:
    ///   - weight: `[outputs, inputs]` on the CPU.
    ///   - rows: about how many rows the inputs will have.
    public init(_ weight: Tensor, rows: Int) throws(TorchError) {
        (packed, scales) = try LibTorch.packInt8(weight, rows)
    }

    /// `activation(x Wᵀ + b)` over the last dimension of `x`, or `x Wᵀ + b + addend`.
    ///
    /// - Parameters:
    ///   - bias: in float32.
    ///   - addend: of the answer's shape and type; there is either it or an activation.
    ///   - type: the answer's.
    public func callAsFunction(
        _ x: Tensor, bias: Tensor?, activation: Activation = .identity, adding addend: Tensor? = nil,
        type: DType = .float32
    ) throws(TorchError) -> Tensor {
        try LibTorch.int8Linear(x, packed, scales, bias, activation, addend, type)
    }
}

/// A linear layer with its weight quantized to 8 bits: a product takes about half the time of float32 on a processor
/// with AVX2, of bfloat16 on one with VNNI, and the weight a quarter of float32's memory.
///
/// Dynamic quantization: the weight is quantized once, with one scale for each output. The input is quantized in each
/// call, with a scale and a zero point for each of its rows, so that rows do not change each other's result. Sums have
/// 32 bits. The inputs with the largest weights can stay in float32 (the idea of LLM.int8, Dettmers et al.,
/// arXiv:2208.07339, with columns chosen from the weights). The product is the operator that TorchInductor uses for
/// quantized layers, `onednn::qlinear_pointwise`.
public struct Int8Weight: Sendable {
    private let weight: CompressedWeight

    /// Whether libtorch has these products for this processor (x86 with AVX2 or better).
    public static var isAvailable: Bool {
        LibTorch.canPackInt8
    }

    /// Whether the processor adds products of 8-bit numbers in 32 bits (VNNI, AMX). Elsewhere pairs of them are added in
    /// 16 bits; the scale of a weight is larger there, so that no pair can overflow, by 1.3 times for usual weights.
    public static var hasExactSums: Bool {
        LibTorch.sumsInt8Exactly
    }

    /// Quantizes and packs a weight.
    ///
    /// - Parameters:
    ///   - weight: `[outputs, inputs]` on the CPU, of any floating-point type.
    ///   - bias: `[outputs]` in float32.
    ///   - rows: about how many rows the inputs will have.
    ///   - outlierColumns: how many inputs, those with the largest weights, stay in float32.
    /// - Throws: `TorchError` if it is not a matrix.
    public init(_ weight: Tensor, bias: Tensor?, rows: Int, outlierColumns: Int = 0) throws(TorchError) {
        self.weight = try LibTorch.packInt8(weight, bias, rows, outlierColumns)
    }

    /// `activation(x Wᵀ + b)` over the last dimension of `x`, or `x Wᵀ + b + addend`.
    ///
    /// - Parameters:
    ///   - x: `[…, inputs]`, of any floating-point type.
    ///   - addend: has the result's shape and type; not allowed together with an activation.
    ///   - type: the result's.
    /// - Returns: `[…, outputs]`.
    /// - Throws: `TorchError` if shapes or types do not fit.
    public func callAsFunction(
        _ x: Tensor, activation: Activation = .identity, adding addend: Tensor? = nil, type: DType = .float32
    ) throws(TorchError) -> Tensor {
        try LibTorch.compressedLinear(x, weight, activation, addend, type)
    }
}

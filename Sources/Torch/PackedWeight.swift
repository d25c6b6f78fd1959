/// A linear layer's weight in oneDNN's own layout, made once so that no product has to rearrange it.
///
/// libtorch's own `linear` uses MKL for float32, which is several times slower on some processors. These are the
/// operators that TorchInductor uses for frozen layers: `mkldnn::_reorder_linear_weight` and
/// `mkldnn::_linear_pointwise`.
public struct PackedWeight: Sendable {
    private let packed: Tensor

    /// Whether weights of the type can be packed on this processor.
    public static func isAvailable(for type: DType) -> Bool {
        LibTorch.canPack(type)
    }

    /// Packs a weight.
    ///
    /// - Parameters:
    ///   - weight: `[outputs, inputs]` on the CPU.
    ///   - rows: about how many rows the inputs will have, which decides the layout. Other counts give the same
    ///     numbers; the layout for a single row is slow for many.
    public init(_ weight: Tensor, rows: Int) throws(TorchError) {
        packed = try LibTorch.pack(weight, rows)
    }

    /// `activation(x Wᵀ + b)` over the last dimension of `x`, or `x Wᵀ + b + addend`, in one operation.
    ///
    /// - Parameters:
    ///   - x: `[…, inputs]`, of the weight's type.
    ///   - bias: `[outputs]`, of the same type.
    ///   - addend: has the result's shape and type; not allowed together with an activation.
    /// - Returns: `[…, outputs]`.
    /// - Throws: `TorchError` if shapes or types do not fit.
    public func callAsFunction(
        _ x: Tensor, bias: Tensor?, activation: Activation = .identity, adding addend: Tensor? = nil
    ) throws(TorchError) -> Tensor {
        try LibTorch.packedLinear(x, packed, bias, activation, addend)
    }
}

internal import Torch

/// `activation(x Wᵀ + b)` or `x Wᵀ + b + addend` over the last dimension.
struct Linear: Sendable {
    private enum Kernel: Sendable {
        /// oneDNN's, which fuses the activation or addition into the product.
        case packed(PackedWeight)
        /// The bias is part of these two.
        case float16(Float16Weight)
        case int8(Int8Weight)
        case plain(Tensor)
    }

    private let kernel: Kernel
    private let bias: Tensor?

    /// - Parameters:
    ///   - weight: `[outputs, inputs]` in float32.
    ///   - bias: `[outputs]` in float32.
    ///   - outlierColumns: inputs that stay in float32 if the weights are quantized.
    init(weight: Tensor, bias: Tensor?, outlierColumns: Int = 0, placement: Placement) throws(TorchError) {
        switch placement.weights {
        case .float16:
            kernel = .float16(try Float16Weight(weight, bias: bias))
        case .int8:
            kernel = .int8(
                try Int8Weight(weight, bias: bias, rows: placement.rows, outlierColumns: outlierColumns))
        case .asPlaced:
            let weight = try placement.place(weight)
            if placement.device == .cpu, PackedWeight.isAvailable(for: placement.type) {
                kernel = .packed(try PackedWeight(weight, rows: placement.rows))
            } else {
                kernel = .plain(weight)
            }
        }
        if let bias { self.bias = try placement.place(bias) } else { self.bias = nil }
    }

    /// - Parameter type: the result's type if the weights are quantized; otherwise it has the weights' type.
    func callAsFunction(
        _ x: Tensor, activation: Activation = .identity, type: DType = .float32
    ) throws(TorchError) -> Tensor {
        switch kernel {
        case .packed(let weight):
            return try weight(x, bias: bias, activation: activation)
        case .float16(let weight):
            return try weight(x, activation: activation)
        case .int8(let weight):
            return try weight(x, activation: activation, type: type)
        case .plain(let weight):
            let product = try x.linear(weight: weight, bias: bias)
            return activation == .identity ? product : try product.activated(activation)
        }
    }

    /// - Parameter addend: has the result's shape.
    func callAsFunction(_ x: Tensor, adding addend: Tensor) throws(TorchError) -> Tensor {
        switch kernel {
        case .packed(let weight): try weight(x, bias: bias, adding: addend)
        case .float16(let weight): try weight(x, adding: addend)
        case .int8(let weight): try weight(x, adding: addend)
        case .plain(let weight): try addend + x.linear(weight: weight, bias: bias)
        }
    }
}

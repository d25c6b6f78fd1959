internal import Torch

/// `activation(x Wᵀ + b)` or `x Wᵀ + b + addend` over the last dimension.
struct Linear: Sendable {
    private enum Kernel: Sendable {
        /// oneDNN's, which fuses the activation or addition into the product.
        case packed(PackedWeight)
        case int8(Int8Weight)
        case plain(Tensor)
    }

    private let kernel: Kernel
    private let bias: Tensor?

    /// - Parameters:
    ///   - weight: `[outputs, inputs]` in float32.
    ///   - bias: `[outputs]` in float32.
    init(weight: Tensor, bias: Tensor?, placement: Placement) throws(TorchError) {
        if placement.hasInt8Weights {
            kernel = .int8(try Int8Weight(weight, rows: placement.rows))
        } else {
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
        case .int8(let weight):
            return try weight(x, bias: bias, activation: activation, type: type)
        case .plain(let weight):
            let product = try x.linear(weight: weight, bias: bias)
            return activation == .identity ? product : try product.activated(activation)
        }
    }

    /// - Parameter addend: has the result's shape.
    func callAsFunction(_ x: Tensor, adding addend: Tensor) throws(TorchError) -> Tensor {
        switch kernel {
        case .packed(let weight): try weight(x, bias: bias, adding: addend)
        case .int8(let weight): try weight(x, bias: bias, adding: addend)
        case .plain(let weight): try addend + x.linear(weight: weight, bias: bias)
        }
    }
}

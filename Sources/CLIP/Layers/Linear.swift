internal import Torch

/// `activation(x Wᵀ + b)` over the last dimension.
struct Linear: Sendable {
    private enum Kernel: Sendable {
        /// oneDNN's, with the activation in the product.
        case packed(PackedWeight)
        case plain(Tensor)
    }

    private let kernel: Kernel
    private let bias: Tensor?

    /// - Parameters:
    ///   - weight: `[outputs, inputs]` in float32.
    ///   - bias: `[outputs]` in float32.
    init(weight: Tensor, bias: Tensor?, placement: Placement) throws(TorchError) {
        let weight = try placement.place(weight)
        if placement.device == .cpu, PackedWeight.isAvailable(for: placement.type) {
            kernel = .packed(try PackedWeight(weight, rows: placement.rows))
        } else {
            kernel = .plain(weight)
        }
        if let bias { self.bias = try placement.place(bias) } else { self.bias = nil }
    }

    func callAsFunction(_ x: Tensor, activation: Activation = .identity) throws(TorchError) -> Tensor {
        switch kernel {
        case .packed(let weight):
            return try weight(x, bias: bias, activation: activation)
        case .plain(let weight):
            let product = try x.linear(weight: weight, bias: bias)
            return activation == .identity ? product : try product.activated(activation)
        }
    }
}

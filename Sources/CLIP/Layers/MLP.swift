internal import Torch

/// The feed-forward part of a layer: two linear layers with an activation between them.
struct MLP: Sendable {
    private let up: Linear
    private let down: Linear
    private let activation: Activation

    /// Most of what 8 bits change comes from this part's second product, whose inputs spread widest.
    private static let outlierColumns = 64

    init(_ weights: Weights, configuration: EncoderConfiguration, placement: Placement) throws(CLIPError) {
        let (width, intermediate) = (configuration.width, configuration.intermediateWidth)
        let up = (
            weight: try weights.tensor("fc1.weight", [intermediate, width]),
            bias: try weights.tensor("fc1.bias", [intermediate])
        )
        let down = (
            weight: try weights.tensor("fc2.weight", [width, intermediate]),
            bias: try weights.tensor("fc2.bias", [width])
        )
        // x·sigmoid(1.702x) is swish(1.702x)/1.702. With the factors in the weights it is the swish that oneDNN fuses
        // into the product.
        let factor = configuration.activation == .quickGELU ? 1.702 : 1
        activation =
            switch configuration.activation {
            case .quickGELU, .silu: .swish
            case .gelu: .gelu
            case .geluTanh: .geluTanh
            case .relu: .relu
            }
        (self.up, self.down) = try encoding { () throws(TorchError) in
            (
                try Linear(weight: up.weight * factor, bias: up.bias * factor, placement: placement),
                try Linear(
                    weight: down.weight * (1 / factor), bias: down.bias, outlierColumns: Self.outlierColumns,
                    placement: placement)
            )
        }
    }

    /// - Parameter residual: is added to the result, which has the same shape.
    func callAsFunction(_ x: Tensor, adding residual: Tensor) throws(TorchError) -> Tensor {
        try down(up(x, activation: activation), adding: residual)
    }
}

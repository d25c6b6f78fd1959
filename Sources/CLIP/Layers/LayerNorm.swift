internal import Torch

/// Layer normalisation over the last dimension (Ba, Kiros and Hinton, arXiv:1607.06450).
struct LayerNorm: Sendable {
    private let weight: Tensor
    private let bias: Tensor
    private let epsilon: Double

    init(_ weights: Weights, width: Int, epsilon: Double, placement: Placement) throws(CLIPError) {
        let weight = try weights.tensor("weight", [width])
        let bias = try weights.tensor("bias", [width])
        self.epsilon = epsilon
        (self.weight, self.bias) = try encoding { () throws(TorchError) in
            (try placement.place(weight), try placement.place(bias))
        }
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.layerNorm(weight: weight, bias: bias, epsilon: epsilon)
    }
}

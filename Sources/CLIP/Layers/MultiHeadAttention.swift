internal import Torch

/// Self-attention with several heads (Vaswani et al., arXiv:1706.03762, section 3.2.2).
struct MultiHeadAttention: Sendable {
    private let heads: Int
    private let causal: Bool
    private let queryKeyValue: Linear
    private let output: Linear

    init(_ weights: Weights, width: Int, heads: Int, causal: Bool, placement: Placement) throws(CLIPError) {
        self.heads = heads
        self.causal = causal
        // Query, key and value are one product of three times the width: larger products are faster.
        let names = ["q_proj", "k_proj", "v_proj"]
        var parts: (weights: [Tensor], biases: [Tensor]) = ([], [])
        for name in names {
            parts.weights.append(try weights.tensor("\(name).weight", [width, width]))
            parts.biases.append(try weights.tensor("\(name).bias", [width]))
        }
        let output = (
            weight: try weights.tensor("out_proj.weight", [width, width]),
            bias: try weights.tensor("out_proj.bias", [width])
        )
        (queryKeyValue, self.output) = try encoding { () throws(TorchError) in
            (
                try Linear(
                    weight: .concatenate(parts.weights), bias: .concatenate(parts.biases), placement: placement),
                try Linear(weight: output.weight, bias: output.bias, placement: placement)
            )
        }
    }

    /// - Parameter x: `[batch, tokens, width]`, as the answer is.
    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let (batch, tokens, width) = (x.shape[0], x.shape[1], x.shape[2])
        // [batch, tokens, 3, heads, d] -> [3, batch, heads, tokens, d]
        let parts = try queryKeyValue(x)
            .reshaped([batch, tokens, 3, heads, width / heads])
            .permuted([2, 0, 3, 1, 4])
        let attended = try Tensor.attention(
            query: parts.selected(0, along: 0), key: parts.selected(1, along: 0), value: parts.selected(2, along: 0),
            causal: causal)
        return try output(attended.permuted([0, 2, 1, 3]).reshaped([batch, tokens, width]))
    }
}

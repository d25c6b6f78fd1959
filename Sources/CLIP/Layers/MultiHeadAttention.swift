internal import Torch

/// Self-attention with several heads (Vaswani et al., arXiv:1706.03762, section 3.2.2).
struct MultiHeadAttention: Sendable {
    private enum Input: Sendable {
        /// Query, key and value are one product of three times the width: larger products are faster.
        case fused(Linear)
        /// The query of the first token only; key and value of all.
        case first(query: Linear, keyValue: Linear)
    }

    private let heads: Int
    private let type: DType
    private let causal: Bool
    private let input: Input
    private let output: Linear

    init(
        _ weights: Weights, width: Int, heads: Int, causal: Bool, queries: Queries, placement: Placement
    ) throws(CLIPError) {
        self.heads = heads
        type = placement.attentionType
        precondition(queries == .all || !causal, "a causal first token would see itself alone")
        self.causal = causal
        func linear(_ names: [String], _ placement: Placement) throws(CLIPError) -> Linear {
            var parts: (weights: [Tensor], biases: [Tensor]) = ([], [])
            for name in names {
                parts.weights.append(try weights.tensor("\(name).weight", [width, width]))
                parts.biases.append(try weights.tensor("\(name).bias", [width]))
            }
            return try encoding { () throws(TorchError) in
                try Linear(
                    weight: .concatenate(parts.weights), bias: .concatenate(parts.biases), placement: placement)
            }
        }
        switch queries {
        case .all:
            input = .fused(try linear(["q_proj", "k_proj", "v_proj"], placement))
            output = try linear(["out_proj"], placement)
        case .first:
            input = .first(
                query: try linear(["q_proj"], placement.perSequence),
                keyValue: try linear(["k_proj", "v_proj"], placement))
            output = try linear(["out_proj"], placement.perSequence)
        }
    }

    /// The tokens of `x`, `[batch, tokens, width]`, that the layer outputs.
    func queried(of x: Tensor) throws(TorchError) -> Tensor {
        switch input {
        case .fused: x
        case .first: try x.narrowed(0..<1, along: 1)
        }
    }

    /// - Parameters:
    ///   - x: `[batch, tokens, width]`.
    ///   - residual: is added to the result, which has the same shape.
    func callAsFunction(_ x: Tensor, adding residual: Tensor) throws(TorchError) -> Tensor {
        let parts: [Tensor]
        switch input {
        case .fused(let queryKeyValue):
            parts = try split(queryKeyValue(x, type: type), into: 3)
        case .first(let query, let keyValue):
            parts = try split(query(queried(of: x), type: type), into: 1) + split(keyValue(x, type: type), into: 2)
        }
        let attended = try Tensor.attention(query: parts[0], key: parts[1], value: parts[2], causal: causal)
        return try output(attended.permuted([0, 2, 1, 3]).reshaped(residual.shape), adding: residual)
    }

    /// `[batch, tokens, count * width]` as `count` times `[batch, heads, tokens, d]`.
    private func split(_ x: Tensor, into count: Int) throws(TorchError) -> [Tensor] {
        let (batch, tokens, width) = (x.shape[0], x.shape[1], x.shape[2] / count)
        let parts = try x.reshaped([batch, tokens, count, heads, width / heads]).permuted([2, 0, 3, 1, 4])
        var tensors: [Tensor] = []
        for index in 0..<count { tensors.append(try parts.selected(index, along: 0)) }
        return tensors
    }
}

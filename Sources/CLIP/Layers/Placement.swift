internal import Torch

/// Where a model's weights lie, as which type, and for how many rows at a time they are packed.
struct Placement: Sendable {
    let device: Device
    let type: DType
    /// Whether linear layers' weights are quantized to 8 bits; `type` is float32 then.
    var hasInt8Weights: Bool
    /// Rows of the products that occur most: pictures or texts at a time, times tokens.
    var rows: Int
    /// Pictures or texts at a time: rows of the products that take one token of each.
    let sequences: Int

    /// - Parameters:
    ///   - precision: not `auto`.
    ///   - sequences: pictures or texts at a time.
    ///   - tokens: of each.
    init(device: Device, _ precision: Precision, sequences: Int, tokens: Int) {
        self.init(
            device: device, type: precision.activationType, hasInt8Weights: precision == .int8,
            rows: sequences * tokens, sequences: sequences)
    }

    init(device: Device, type: DType, hasInt8Weights: Bool = false, rows: Int, sequences: Int) {
        self.device = device
        self.type = type
        self.hasInt8Weights = hasInt8Weights
        self.rows = rows
        self.sequences = sequences
    }

    /// The same for products that take one token of each sequence.
    var perSequence: Placement {
        var placement = self
        placement.rows = sequences
        return placement
    }

    /// The type of queries, keys and values: between products of 8 bits bfloat16 loses nothing that matters.
    var attentionType: DType {
        hasInt8Weights && Processor.hasBFloat16 ? .bfloat16 : type
    }

    /// The same without 8-bit weights.
    var unquantized: Placement {
        var placement = self
        placement.hasInt8Weights = false
        return placement
    }

    /// The tensor at this place.
    func place(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try tensor.to(type, device: device)
    }
}

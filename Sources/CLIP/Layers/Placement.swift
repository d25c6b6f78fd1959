internal import Torch

/// The device and type of a model's weights, and the number of rows that they are packed for.
struct Placement: Sendable {
    let device: Device
    let type: DType
    /// Whether linear layers' weights are quantized to 8 bits; `type` is float32 then.
    var hasInt8Weights: Bool
    /// Rows of the most frequent products: pictures or texts in a batch, times tokens.
    var rows: Int
    /// Pictures or texts in a batch: rows of the products that take one token of each.
    let sequences: Int

    /// - Parameters:
    ///   - precision: not `auto`.
    ///   - sequences: pictures or texts in a batch.
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

    /// The type of queries, keys and values. Between 8-bit products, bfloat16 loses no relevant accuracy.
    var attentionType: DType {
        hasInt8Weights && Processor.hasBFloat16 ? .bfloat16 : type
    }

    /// The same without 8-bit weights.
    var unquantized: Placement {
        var placement = self
        placement.hasInt8Weights = false
        return placement
    }

    /// The tensor in this type, on this device.
    func place(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try tensor.to(type, device: device)
    }
}

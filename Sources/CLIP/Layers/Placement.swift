internal import Torch

/// The device and type of a model's weights, and the number of rows that they are packed for.
struct Placement: Sendable {
    /// What linear layers' weights have instead of the placement's type.
    enum Weights: Sendable {
        case asPlaced
        case float16
        case int8
    }

    let device: Device
    let type: DType
    /// The type is float32 unless this is `asPlaced`.
    var weights: Weights
    /// Rows of the most frequent products: pictures or texts in a batch, times tokens.
    var rows: Int
    /// Pictures or texts in a batch: rows of the products that take one token of each.
    let sequences: Int

    /// - Parameters:
    ///   - precision: of texts or of pictures; not `auto`.
    ///   - sequences: pictures or texts in a batch.
    ///   - tokens: of each.
    init(device: Device, _ precision: Precision, sequences: Int, tokens: Int) {
        let weights: Weights =
            switch precision {
            case .float16: .float16
            case .int8: .int8
            case .auto, .float32, .bfloat16: .asPlaced
            }
        self.init(
            device: device, type: precision.activationType, weights: weights, rows: sequences * tokens,
            sequences: sequences)
    }

    init(device: Device, type: DType, weights: Weights = .asPlaced, rows: Int, sequences: Int) {
        self.device = device
        self.type = type
        self.weights = weights
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
        weights == .int8 && Processor.hasBFloat16 ? .bfloat16 : type
    }

    /// The type of the table of token embeddings, whose rows are looked up.
    var tableType: DType {
        weights == .float16 ? .float16 : type
    }

    /// The same with weights of the placement's type.
    var uncompressed: Placement {
        var placement = self
        placement.weights = .asPlaced
        return placement
    }

    /// The tensor in this type, on this device.
    func place(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try tensor.to(type, device: device)
    }
}

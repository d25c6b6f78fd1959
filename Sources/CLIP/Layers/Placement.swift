internal import Torch

/// Where a model's weights lie, as which type, and for how many rows at a time they are packed.
struct Placement: Sendable {
    let device: Device
    let type: DType
    /// Whether the linear layers' weights are of 8 bits; `type` is float32 then.
    var hasInt8Weights = false
    /// Rows of the products that occur most: pictures or texts at a time, times tokens.
    var rows: Int
    /// Pictures or texts at a time: rows of the products that take one token of each.
    let sequences: Int

    /// The same for products that take one token of each sequence.
    var perSequence: Placement {
        var placement = self
        placement.rows = sequences
        return placement
    }

    /// The tensor at this place.
    func place(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try tensor.to(type, device: device)
    }
}

internal import Torch

/// Where a model's weights lie, as which type, and for how many rows at a time they are packed.
struct Placement: Sendable {
    let device: Device
    let type: DType
    /// Rows of the products that occur most: pictures or texts at a time, times tokens.
    let rows: Int

    /// The tensor at this place.
    func place(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try tensor.to(type, device: device)
    }
}

internal import Torch

/// Recordings of one computation on a GPU, one for each shape of its input, made when the shape is first used.
struct RecordedShapes<Shape: Hashable & Sendable>: Sendable {
    private let device: Device
    private var recordings: [Shape: Recording] = [:]
    /// Why nothing is recorded, so that operations are started one by one; nil if recording works.
    private(set) var fault: String?

    init(device: Device) {
        self.device = device
        fault = Recording.fault
    }

    /// - Parameters:
    ///   - input: the tensor for this run, in any memory.
    ///   - body: the computation, of a tensor of the input's type and shape on the device.
    mutating func run(
        _ shape: Shape, on input: Tensor, _ body: (Tensor) throws(TorchError) -> Tensor
    ) throws(TorchError) -> Tensor {
        if fault == nil, recordings[shape] == nil {
            do {
                let kind = Recording.Input(input.type, input.shape)
                recordings[shape] = try Recording(device: device, inputs: [kind]) { (inputs) throws(TorchError) in
                    try body(inputs[0])
                }
            } catch {
                fault = error.description
            }
        }
        if let recording = recordings[shape] { return try recording([input]) }
        return try body(input.to(device: device))
    }
}

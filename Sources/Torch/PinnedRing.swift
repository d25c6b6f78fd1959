import CTorch

/// Buffers for pictures on their way to a GPU, used in turn, so that one is filled while another is computed with.
///
/// Each has pinned memory, which the GPU copies from by itself, and as much on the GPU. One thread at a time may use
/// it.
// Sendable is unchecked for the handle's pointer: who owns a ring keeps threads apart.
@safe public final class PinnedRing: @unchecked Sendable {
    private let handle: OpaquePointer
    /// How many pictures a buffer holds.
    public let capacity: Int

    /// Makes the buffers.
    ///
    /// - Parameters:
    ///   - device: a GPU.
    ///   - shape: a picture's, in bytes.
    ///   - capacity: pictures in a buffer.
    ///   - buffers: how many there are.
    /// - Throws: `TorchError` if there is no such device, or not enough memory.
    public init(device: Device, shape: [Int], capacity: Int, buffers: Int = 2) throws(TorchError) {
        self.capacity = capacity
        unsafe handle = try LibTorch.ring(device, [capacity] + shape, buffers)
    }

    deinit {
        unsafe ctorch_free_ring(handle)
    }

    /// Brings pictures to the GPU, and has it compute with them.
    ///
    /// - Parameters:
    ///   - pictures: 8-bit tensors of the ring's shape.
    ///   - rows: how many rows the body gets, at least one for each picture; what others hold is left open.
    ///   - body: may compute with the pictures, `[rows, …]` in 8 bits, and must not keep them.
    /// - Throws: `TorchError` if the pictures do not fit, and what the body throws.
    public func upload<Result>(
        _ pictures: [Tensor], rows: Int, _ body: (Tensor) throws(TorchError) -> Result
    ) throws(TorchError) -> Result {
        let result: Result
        do {
            result = try body(unsafe LibTorch.upload(handle, pictures, rows))
        } catch {
            try? unsafe LibTorch.releaseBuffer(handle)
            throw error
        }
        try unsafe LibTorch.releaseBuffer(handle)
        return result
    }
}

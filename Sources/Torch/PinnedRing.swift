import CTorch

/// Buffers that copy pictures to a GPU, used in turn, so that one is filled while the GPU computes with another.
///
/// Each has pinned memory, which the GPU reads without the processor, and the same amount of GPU memory. One thread at
/// a time may use it.
// Sendable is unchecked because of the handle's pointer: the owner of a ring lets one thread at a time use it.
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

    /// Copies pictures to the GPU and starts a computation with them.
    ///
    /// - Parameters:
    ///   - pictures: 8-bit tensors of the ring's shape.
    ///   - rows: how many rows the body gets, at least one for each picture; the content of other rows is undefined.
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

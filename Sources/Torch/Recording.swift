import CTorch
import Synchronization

/// A computation on a GPU, recorded once and run again with other inputs (a CUDA graph).
///
/// Starting a hundred small operations one by one takes the processor several times as long as the GPU takes to run
/// them; a recording is started with one call. One thread at a time may run it.
// Sendable is unchecked because of the handle's pointer: the owner of a recording lets one thread at a time run it.
@safe public final class Recording: @unchecked Sendable {
    /// A tensor that changes from run to run.
    public struct Input: Sendable {
        let type: DType
        let shape: [Int]

        public init(_ type: DType, _ shape: [Int]) {
            self.type = type
            self.shape = shape
        }
    }

    private let handle: OpaquePointer
    /// Locked while recording, since recordings share memory and a stream.
    private static let turn = Mutex(())

    /// Why nothing can be recorded here; nil if recording works.
    public static var fault: String? {
        do {
            try LibTorch.findRecording()
            return nil
        } catch {
            return error.description
        }
    }

    /// Runs `body` once with zeros, which loads what it needs, and once more to record it.
    ///
    /// - Parameter body: gets one tensor for each input. It must run the same operations whatever the inputs contain,
    ///   all of them on the device, and must not wait for a result.
    /// - Throws: `TorchError` if `body` does something that cannot be recorded, and what it throws.
    public init(
        device: Device, inputs: [Input], _ body: ([Tensor]) throws(TorchError) -> Tensor
    ) throws(TorchError) {
        unsafe handle = try LibTorch.prepareRecording(device)
        try Self.turn.withLock { _ throws(TorchError) in
            var tensors: [Tensor] = []
            for input in inputs { tensors.append(try unsafe LibTorch.addInput(handle, input.type, input.shape)) }
            _ = try body(tensors)
            try unsafe LibTorch.record(handle) { () throws(TorchError) in try body(tensors) }
        }
    }

    deinit {
        unsafe ctorch_free_recording(handle)
    }

    /// Runs the recording.
    ///
    /// - Parameter inputs: of the types and shapes that it was recorded with, in any memory.
    public func callAsFunction(_ inputs: [Tensor]) throws(TorchError) -> Tensor {
        try unsafe LibTorch.replay(handle, inputs)
    }
}

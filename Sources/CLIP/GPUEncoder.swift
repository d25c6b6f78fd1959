import Synchronization
internal import Torch

/// A model's two transformers on a GPU: pictures are copied to it as bytes through pinned memory, and each batch shape
/// is recorded when it is first used.
final class GPUEncoder: Sendable {
    private struct State: Sendable {
        /// nil until the first pictures.
        var ring: PinnedRing?
        var pictures: RecordedShapes<Int>
        var texts: RecordedShapes<TextBatch.Shape>
    }

    private let device: Device
    private let text: TextTransformer
    private let vision: VisionTransformer
    private let imageSize: Int
    private let batchSize: Int
    private let state: Mutex<State>

    /// The largest batch of pictures that is recorded. For larger batches, starting the operations takes less time than
    /// the GPU needs to compute them, and each recording has its own memory for its pictures.
    private static let recordedPictures = 128

    init(device: Device, text: TextTransformer, vision: VisionTransformer, imageSize: Int, batchSize: Int) {
        (self.device, self.text, self.vision) = (device, text, vision)
        (self.imageSize, self.batchSize) = (imageSize, batchSize)
        state = Mutex(
            State(pictures: RecordedShapes(device: device), texts: RecordedShapes(device: device)))
    }

    /// Why nothing is recorded; nil if recording works.
    var fault: String? { state.withLock { $0.pictures.fault ?? $0.texts.fault } }

    /// - Returns: `[texts, dimension]` in float32 on the GPU, not normalised.
    func features(_ texts: [[Int]]) throws(TorchError) -> Tensor {
        let batch = text.batch(texts)
        let features = try state.withLock { (state) throws(TorchError) in
            try state.texts.run(batch.shape, on: Tensor.of(indices: batch.indices(padded: true))) {
                (indices) throws(TorchError) in try text(indices, batch.shape)
            }
        }
        return try features.narrowed(0..<texts.count, along: 0)
    }

    /// - Parameter pictures: `[3, size, size]` each, uint8 on the CPU.
    /// - Returns: for each batch `[pictures, dimension]` in float32 on the GPU, which may still be computing it; not
    ///   normalised.
    func features(_ pictures: [Tensor]) throws(TorchError) -> [Tensor] {
        try state.withLock { (state) throws(TorchError) in
            let ring = try ring(&state)
            var features: [Tensor] = []
            for start in stride(from: 0, to: pictures.count, by: batchSize) {
                let batch = Array(pictures[start...].prefix(batchSize))
                let isRecorded = state.pictures.fault == nil && batch.count <= Self.recordedPictures
                let rows = isRecorded ? min(BatchShape.count(batch.count), batchSize) : batch.count
                let found = try ring.upload(batch, rows: rows) { (bytes) throws(TorchError) in
                    if !isRecorded { return try vision(bytes: bytes) }
                    return try state.pictures.run(rows, on: bytes) { (bytes) throws(TorchError) in
                        try vision(bytes: bytes)
                    }
                }
                features.append(try found.narrowed(0..<batch.count, along: 0))
            }
            return features
        }
    }

    private func ring(_ state: inout State) throws(TorchError) -> PinnedRing {
        if let ring = state.ring { return ring }
        let ring = try PinnedRing(device: device, shape: [3, imageSize, imageSize], capacity: batchSize)
        state.ring = ring
        return ring
    }
}

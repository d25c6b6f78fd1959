internal import Torch

extension CLIPModel {
    /// Why the GPU's operations are started one by one and not recorded, which is slow for a sentence or few pictures;
    /// nil if they are recorded, and on the CPU.
    public var recordingFault: String? { gpu?.fault }

    /// Runs the most frequent batch shapes once on a GPU, so that the first requests are as fast as later ones; does
    /// nothing on the CPU.
    ///
    /// Call it on the thread that encodes later: libraries initialise themselves for each thread.
    ///
    /// - Throws: `CLIPError` with the code `encoding`.
    public func prepare() throws(CLIPError) {
        guard gpu != nil else { return }
        let picture = try blackPicture()
        for count in BatchShape.counts(upTo: imageBatchSize) {
            _ = try features(pixels: Array(repeating: picture, count: count))
        }
        for length in BatchShape.lengths(upTo: contextLength) {
            // Long sentences rarely share a batch with many others.
            for count in BatchShape.counts(upTo: length <= 16 ? Self.textBatchSize : 2) {
                _ = try features(tokens: Array(repeating: Array(repeating: 0, count: length), count: count))
            }
        }
    }

    /// Lets oneDNN compile its operations for batches of this many pictures, which otherwise delays the first one (by 40
    /// ms in bfloat16, with ViT-B/32); does nothing on a GPU.
    ///
    /// Call it on the thread that encodes later.
    ///
    /// - Throws: `CLIPError` with the code `encoding`.
    public func prepare(pictures count: Int) throws(CLIPError) {
        guard gpu == nil else { return }
        let picture = try blackPicture()
        try encoding { () throws(TorchError) in
            try vision.prepare(Array(repeating: picture, count: count))
        }
    }

    private func blackPicture() throws(CLIPError) -> Tensor {
        try encoding { () throws(TorchError) in
            try Tensor.of(
                bytes: Array(repeating: 0, count: 3 * imageSize * imageSize), type: .uint8,
                shape: [3, imageSize, imageSize])
        }
    }
}

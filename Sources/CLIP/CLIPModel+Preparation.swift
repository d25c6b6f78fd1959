internal import Torch

extension CLIPModel {
    /// Why each operation is started by itself on the GPU, which is slow for a sentence or few pictures; nil where that
    /// is not so, and on the CPU.
    public var recordingFault: String? { gpu?.fault }

    /// Has a GPU do once what it will be asked for most, so that the first requests are as fast as later ones; does
    /// nothing on the CPU.
    ///
    /// It belongs on the thread that encodes later: libraries prepare themselves for each thread.
    ///
    /// - Throws: `CLIPError` with the code `encoding`.
    public func prepare() throws(CLIPError) {
        guard gpu != nil else { return }
        let picture = try encoding { () throws(TorchError) in
            try Tensor.of(
                bytes: Array(repeating: 0, count: 3 * imageSize * imageSize), type: .uint8,
                shape: [3, imageSize, imageSize])
        }
        for count in BatchShape.counts(upTo: imageBatchSize) {
            _ = try features(pixels: Array(repeating: picture, count: count))
        }
        for length in BatchShape.lengths(upTo: contextLength) {
            // Sentences that wait together are short, or few.
            for count in BatchShape.counts(upTo: length <= 16 ? Self.textBatchSize : 2) {
                _ = try features(tokens: Array(repeating: Array(repeating: 0, count: length), count: count))
            }
        }
    }
}

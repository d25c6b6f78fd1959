internal import Torch

/// The tensors of a model under a common prefix.
struct Weights: Sendable {
    private let checkpoint: Checkpoint
    private let prefix: String

    init(_ checkpoint: Checkpoint, prefix: String = "") {
        self.checkpoint = checkpoint
        self.prefix = prefix
    }

    /// The tensors whose names continue with `name` and a dot.
    func part(_ name: String) -> Weights {
        Weights(checkpoint, prefix: "\(prefix)\(name).")
    }

    /// A tensor in float32.
    ///
    /// - Throws: `CLIPError` if it is missing, has another shape, or has a type that is not supported.
    func tensor(_ name: String, _ shape: [Int]) throws(CLIPError) -> Tensor {
        try checkpoint.tensor(prefix + name, shape)
    }
}

/// Runs tensor operations; turns libtorch's errors into `CLIPError`.
func encoding<Result>(_ body: () throws(TorchError) -> Result) throws(CLIPError) -> Result {
    do {
        return try body()
    } catch {
        throw CLIPError(.encoding, "libtorch failed: \(error.description)")
    }
}

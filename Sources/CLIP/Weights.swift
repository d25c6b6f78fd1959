internal import Torch

/// The tensors of a model's safetensors file under a common prefix.
struct Weights: Sendable {
    private let file: Safetensors
    private let path: String
    private let prefix: String

    init(_ file: Safetensors, path: String, prefix: String = "") {
        self.file = file
        self.path = path
        self.prefix = prefix
    }

    /// The tensors whose names go on with `name` and a dot.
    func part(_ name: String) -> Weights {
        Weights(file, path: path, prefix: "\(prefix)\(name).")
    }

    /// A tensor in float32.
    ///
    /// - Throws: `CLIPError` if it is missing or its shape is another.
    func tensor(_ name: String, _ shape: [Int]) throws(CLIPError) -> Tensor {
        let name = prefix + name
        guard let entry = file.entries[name] else {
            throw CLIPError(.model, "\(path) lacks the tensor \(name).")
        }
        guard entry.shape == shape else {
            throw CLIPError(
                .model,
                "\(path): the tensor \(name) has the shape \(entry.shape), but \(shape) follows from config.json.")
        }
        do {
            return try file.tensor(named: name).to(.float32)
        } catch {
            throw CLIPError(.model, error.description)
        }
    }
}

/// Runs tensor operations; what libtorch refuses becomes a `CLIPError`.
func encoding<Result>(_ body: () throws(TorchError) -> Result) throws(CLIPError) -> Result {
    do {
        return try body()
    } catch {
        throw CLIPError(.encoding, "libtorch failed: \(error.description)")
    }
}

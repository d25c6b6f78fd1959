internal import Files
internal import Torch

/// A model's tensors: `model.safetensors`, or several files that `model.safetensors.index.json` lists
/// (<https://huggingface.co/docs/transformers/big_models>).
struct Checkpoint: Sendable {
    static let fileName = "model.safetensors"
    static let indexName = "model.safetensors.index.json"

    /// The files in the order of their names.
    let files: [Safetensors]
    /// The bytes of the index, if there is one.
    let index: [UInt8]?
    /// The file that lists all tensors, for messages.
    let path: String
    private let locations: [String: Safetensors]
    /// The prefix of all names: `clip.` if CLIP was saved as the inner part of a larger model, otherwise empty.
    private let prefix: String

    /// Maps the files of a directory. If there are both a single file and an index, it takes the file, as transformers
    /// does.
    init(_ folder: ModelFolder) throws(CLIPError) {
        if folder.has(Self.fileName) {
            path = folder.name(of: Self.fileName)
            let file = try Self.open(Self.fileName, in: folder)
            (files, index) = ([file], nil)
            locations = file.entries.mapValues { _ in file }
        } else {
            guard let index = try ModelFile(Self.indexName, in: folder) else {
                throw Self.missing(in: folder)
            }
            path = index.path
            let names = try Self.weightMap(index)
            var shards: [String: Safetensors] = [:]
            for name in Set(names.values) {
                guard folder.has(name) else {
                    throw CLIPError(
                        .model, "The model directory \(folder.name) lacks \(name), which \(Self.indexName) lists.")
                }
                shards[name] = try Self.open(name, in: folder)
            }
            var locations: [String: Safetensors] = [:]
            for (tensor, name) in names {
                guard let shard = shards[name], shard.entries[tensor] != nil else {
                    throw CLIPError(
                        .model,
                        "\(folder.name(of: name)) lacks the tensor \(tensor), which \(Self.indexName) says is in it; "
                            + "fetch or save all files of the model again.")
                }
                locations[tensor] = shard
            }
            files = shards.sorted { $0.key < $1.key }.map(\.value)
            self.index = index.bytes
            self.locations = locations
        }
        prefix = locations["logit_scale"] == nil && locations["clip.logit_scale"] != nil ? "clip." : ""
    }

    /// A tensor in float32.
    ///
    /// - Throws: `CLIPError` if it is missing, has another shape, or has a type that is not supported.
    func tensor(_ name: String, _ shape: [Int]) throws(CLIPError) -> Tensor {
        let name = prefix + name
        guard let file = locations[name], let entry = file.entries[name] else {
            throw CLIPError(.model, "\(path) lacks the tensor \(name).")
        }
        guard entry.shape == shape else {
            throw CLIPError(
                .model,
                "\(file.path): the tensor \(name) has the shape \(entry.shape), but \(shape) follows from config.json.")
        }
        guard ["F64", "F32", "F16", "BF16"].contains(entry.type) else {
            throw CLIPError(
                .model,
                "\(file.path): the tensor \(name) is of the type \(entry.type), which is not supported; save the model in "
                    + "float32, float16, bfloat16 or float64.")
        }
        do {
            return try file.tensor(named: name).to(.float32)
        } catch {
            throw CLIPError(.model, error.description)
        }
    }

    private static func open(_ name: String, in folder: ModelFolder) throws(CLIPError) -> Safetensors {
        do {
            return try Safetensors(path: folder.path(of: name).argument)
        } catch {
            throw CLIPError(.model, error.description)
        }
    }

    /// The file of each tensor.
    static func weightMap(_ index: ModelFile) throws(CLIPError) -> [String: String] {
        guard let map = try index.json().section("weight_map") else {
            throw CLIPError(
                .model, "\(index.path) lacks the member weight_map, which says in which file each tensor is.")
        }
        var names: [String: String] = [:]
        for (tensor, value) in map.members {
            // Only files in the index's directory: an index must not make the program read other paths.
            guard case .string(let name) = value, name.hasSuffix(".safetensors"), !name.contains("/"),
                !name.hasPrefix(".")
            else {
                throw map.error(
                    tensor, "is \(value.summary); it has to be the name of a .safetensors file in the same directory")
            }
            names[tensor] = name
        }
        return names
    }

    private static func missing(in folder: ModelFolder) -> CLIPError {
        let others = OtherWeights(
            among: folder.names, renaming: "rename it to \(fileName)",
            conversion: "from transformers import CLIPModel as M; d = '\(folder.name)'; "
                + "M.from_pretrained(d).save_pretrained(d)")
        return CLIPError(.model, "The model directory \(folder.name) lacks \(fileName)\(others.advice).")
    }
}

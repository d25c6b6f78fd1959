internal import Foundation
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
    /// What comes before all names: `clip.` where CLIP was saved as the inner part of a larger model.
    private let prefix: String

    /// Maps the files of a directory; of a single file and an index it takes the file, as transformers does.
    init(directory: String) throws(CLIPError) {
        if FileManager.default.fileExists(atPath: "\(directory)/\(Self.fileName)") {
            path = "\(directory)/\(Self.fileName)"
            let file = try Self.open(path)
            (files, index) = ([file], nil)
            locations = file.entries.mapValues { _ in file }
        } else {
            guard let index = try ModelFile(Self.indexName, in: directory) else {
                throw Self.missing(in: directory)
            }
            path = index.path
            let names = try Self.weightMap(index)
            var shards: [String: Safetensors] = [:]
            for name in Set(names.values) {
                guard FileManager.default.fileExists(atPath: "\(directory)/\(name)") else {
                    throw CLIPError(
                        .model, "The model directory \(directory) lacks \(name), which \(Self.indexName) lists.")
                }
                shards[name] = try Self.open("\(directory)/\(name)")
            }
            var locations: [String: Safetensors] = [:]
            for (tensor, name) in names {
                guard let shard = shards[name], shard.entries[tensor] != nil else {
                    throw CLIPError(
                        .model,
                        "\(directory)/\(name) lacks the tensor \(tensor), which \(Self.indexName) says is in it; "
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
    /// - Throws: `CLIPError` if it is missing, or its shape or type is another.
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
                    + "float32, float16 or bfloat16.")
        }
        do {
            return try file.tensor(named: name).to(.float32)
        } catch {
            throw CLIPError(.model, error.description)
        }
    }

    private static func open(_ path: String) throws(CLIPError) -> Safetensors {
        do {
            return try Safetensors(path: path)
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
            // Only files beside the index: what it says must not lead elsewhere.
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

    /// Says what a directory has in place of weights that can be read, and what to do.
    private static func missing(in directory: String) -> CLIPError {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
        let lack = "The model directory \(directory) lacks \(fileName)"
        if names.contains(where: { $0.hasPrefix("model-0000") && $0.hasSuffix(".safetensors") }) {
            return CLIPError(
                .model, "\(lack), or with its weights in several files \(indexName), which says where each tensor is.")
        }
        if let other = names.first(where: { $0.hasSuffix(".safetensors") }) {
            return CLIPError(
                .model, "\(lack) but has \(other); if that holds the whole model, rename it to \(fileName).")
        }
        if let pickled = names.first(where: { $0.hasPrefix("pytorch_model") && $0.contains(".bin") }) {
            return CLIPError(
                .model,
                "\(lack) and has only \(pickled), which is not read. Where Python has torch and transformers, this writes "
                    + "\(fileName) beside it: python3 -c \"from transformers import CLIPModel as M; d = '\(directory)'; "
                    + "M.from_pretrained(d).save_pretrained(d)\".")
        }
        if let other = names.first(where: { ["tf_model.h5", "flax_model.msgpack"].contains($0) }) {
            return CLIPError(
                .model,
                "\(lack) and has only \(other), which is not read; transformers 4 converts it (CLIPModel.from_pretrained "
                    + "with from_tf=True or from_flax=True, then save_pretrained).")
        }
        return CLIPError(.model, "\(lack).")
    }
}

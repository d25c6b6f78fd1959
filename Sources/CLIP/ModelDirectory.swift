internal import Foundation
internal import Torch

/// A model's files in Hugging Face's layout, found and read.
struct ModelDirectory: Sendable {
    let path: String
    let configuration: [UInt8]
    let vocabulary: [UInt8]
    let merges: [UInt8]
    let preprocessor: [UInt8]
    let weights: Safetensors

    init(path: String) throws(CLIPError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw CLIPError(.model, "There is no model directory \(path).")
        }
        guard isDirectory.boolValue else { throw CLIPError(.model, "\(path) is not a directory.") }
        self.path = path
        configuration = try Self.read("config.json", in: path)
        let weightsPath = "\(path)/model.safetensors"
        if !FileManager.default.fileExists(atPath: weightsPath) { throw Self.missingWeights(in: path) }
        do {
            weights = try Safetensors(path: weightsPath)
        } catch {
            throw CLIPError(.model, error.description)
        }
        vocabulary = try Self.read("vocab.json", in: path)
        merges = try Self.read("merges.txt", in: path)
        preprocessor = try Self.read("preprocessor_config.json", in: path)
    }

    private static func read(_ name: String, in path: String) throws(CLIPError) -> [UInt8] {
        guard FileManager.default.fileExists(atPath: "\(path)/\(name)") else {
            throw CLIPError(.model, "The model directory \(path) lacks \(name).")
        }
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw CLIPError(.model, "\(path)/\(name) cannot be read.")
        }
        return Array(data)
    }

    private static func missingWeights(in path: String) -> CLIPError {
        let files = FileManager.default
        if files.fileExists(atPath: "\(path)/model.safetensors.index.json") {
            return CLIPError(
                .model, "The model directory \(path) has its weights in several files; one model.safetensors is needed."
            )
        }
        if files.fileExists(atPath: "\(path)/pytorch_model.bin") {
            return CLIPError(
                .model,
                "The model directory \(path) has only pytorch_model.bin; convert it to model.safetensors "
                    + "(transformers' save_pretrained writes it).")
        }
        return CLIPError(.model, "The model directory \(path) lacks model.safetensors.")
    }
}

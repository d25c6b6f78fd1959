internal import Foundation

/// A model's files in Hugging Face's layout, found and read.
struct ModelDirectory: Sendable {
    let configuration: ModelFile
    let checkpoint: Checkpoint
    let tokenizer: TokenizerFiles
    /// One of the files of ``preprocessorNames``.
    let preprocessor: ModelFile

    static let preprocessorNames = ["processor_config.json", "preprocessor_config.json"]

    init(path: String) throws(CLIPError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw CLIPError(.model, "There is no model directory \(path).")
        }
        guard isDirectory.boolValue else { throw CLIPError(.model, "\(path) is not a directory.") }
        guard let configuration = try ModelFile("config.json", in: path) else {
            throw Self.missingConfiguration(in: path)
        }
        self.configuration = configuration
        if FileManager.default.fileExists(atPath: "\(path)/adapter_config.json") {
            throw CLIPError(
                .model,
                "The model directory \(path) holds an adapter (adapter_config.json), which is not read; merge it into the "
                    + "model with PEFT's merge_and_unload, and save that with save_pretrained.")
        }
        checkpoint = try Checkpoint(directory: path)
        tokenizer = try TokenizerFiles(directory: path)
        preprocessor = try Self.preprocessor(in: path)
    }

    /// Says where else the model may be, as far as that can be told.
    private static func missingConfiguration(in path: String) -> CLIPError {
        let lack = "The model directory \(path) lacks config.json"
        let files = FileManager.default
        if files.fileExists(atPath: "\(path)/open_clip_config.json") {
            return CLIPError(.model, "\(lack); its layout is OpenCLIP's, and Hugging Face's is needed.")
        }
        // The hub's own cache has snapshots/COMMIT, Sentence Transformers has 0_CLIPModel.
        for inner in (try? files.contentsOfDirectory(atPath: path))?.sorted() ?? [] {
            let inners = (try? files.contentsOfDirectory(atPath: "\(path)/\(inner)"))?.sorted() ?? []
            for candidate in [inner] + inners.map({ "\(inner)/\($0)" })
            where files.fileExists(atPath: "\(path)/\(candidate)/config.json") {
                return CLIPError(.model, "\(lack), but \(path)/\(candidate) has one: name that directory.")
            }
        }
        return CLIPError(.model, "\(lack).")
    }

    /// A nested `processor_config.json` comes before `preprocessor_config.json`, as in transformers 5; older versions
    /// wrote one without an image processor in it.
    static func preprocessor(in path: String) throws(CLIPError) -> ModelFile {
        if let processor = try ModelFile("processor_config.json", in: path),
            try processor.json().section("image_processor") != nil
        {
            return processor
        }
        if let file = try ModelFile("preprocessor_config.json", in: path) { return file }
        throw CLIPError(
            .model,
            "The model directory \(path) lacks preprocessor_config.json, or a processor_config.json with an "
                + "image_processor in it.")
    }
}

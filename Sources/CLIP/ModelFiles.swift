internal import Files

/// A model's files in Hugging Face's layout, found and read.
struct ModelFiles: Sendable {
    let configuration: ModelFile
    let checkpoint: Checkpoint
    let tokenizer: TokenizerFiles
    /// One of the files of ``preprocessorNames``.
    let preprocessor: ModelFile

    static let preprocessorNames = ["processor_config.json", "preprocessor_config.json"]

    init(path: String) throws(CLIPError) {
        let folder = ModelFolder(path)
        let kind: FileStatus.Kind
        do throws(FileError) {
            kind = try FileStatus(folder.path).kind
        } catch .missing {
            throw CLIPError(.model, "There is no model directory \(folder.name).")
        } catch {
            throw CLIPError(.model, "The model directory \(folder.name) cannot be used: \(error).")
        }
        guard kind == .folder else { throw CLIPError(.model, "\(folder.name) is not a directory.") }
        guard let configuration = try ModelFile("config.json", in: folder) else {
            throw Self.missingConfiguration(in: folder)
        }
        self.configuration = configuration
        if folder.has("adapter_config.json") {
            throw CLIPError(
                .model,
                "The model directory \(folder.name) holds an adapter (adapter_config.json), which is not read; merge it into the "
                    + "model with PEFT's merge_and_unload, and save that with save_pretrained.")
        }
        // Checked before the other files: for another architecture, a missing file is not the problem.
        try CLIPConfiguration.checkArchitecture(configuration.json())
        checkpoint = try Checkpoint(folder)
        tokenizer = try TokenizerFiles(folder)
        preprocessor = try Self.preprocessor(in: folder)
    }

    /// Says where else the model may be, if the directory gives a hint.
    private static func missingConfiguration(in folder: ModelFolder) -> CLIPError {
        let lack = "The model directory \(folder.name) lacks config.json"
        if folder.has("open_clip_config.json") {
            return CLIPError(.model, "\(lack); its layout is OpenCLIP's, and Hugging Face's is needed.")
        }
        // The hub's own cache has snapshots/COMMIT, Sentence Transformers has 0_CLIPModel.
        for inner in folder.names {
            let inners = ModelFolder(folder.path(of: inner).argument).names
            for candidate in [inner] + inners.map({ "\(inner)/\($0)" }) where folder.has("\(candidate)/config.json") {
                return CLIPError(.model, "\(lack), but \(folder.name(of: candidate)) has one: name that directory.")
            }
        }
        return CLIPError(.model, "\(lack).")
    }

    /// A `processor_config.json` with an `image_processor` section takes precedence over `preprocessor_config.json`, as
    /// in transformers 5; older versions wrote one without that section.
    static func preprocessor(in folder: ModelFolder) throws(CLIPError) -> ModelFile {
        if let processor = try ModelFile("processor_config.json", in: folder),
            try processor.json().section("image_processor") != nil
        {
            return processor
        }
        if let file = try ModelFile("preprocessor_config.json", in: folder) { return file }
        throw CLIPError(
            .model,
            "The model directory \(folder.name) lacks preprocessor_config.json, or a processor_config.json with an "
                + "image_processor in it.")
    }
}

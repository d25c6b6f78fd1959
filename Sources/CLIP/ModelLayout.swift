/// Which files make a model directory in Hugging Face's layout: what to fetch before `CLIPModel` can load it.
public enum ModelLayout {
    /// The file that says what kind of model it is.
    public static let configuration = "config.json"
    /// The weights in one file.
    public static let weights = Checkpoint.fileName
    /// The list of the files that the weights are in, if they are in several.
    public static let weightsIndex = Checkpoint.indexName
    /// The files of the tokenizer and the image processor, each read where it is there.
    public static let parts = TokenizerFiles.names + ModelDirectory.preprocessorNames
    /// What a model needs, in words.
    public static let summary = """
        config.json, model.safetensors (or model.safetensors.index.json and the files that it lists), tokenizer.json (or \
        vocab.json and merges.txt) and preprocessor_config.json (or processor_config.json)
        """

    /// What a repository with files of these names lacks, in words; nil if it has all.
    public static func lack(of names: Set<String>) -> String? {
        if !names.contains(configuration) { return configuration }
        if !names.contains(weights), !names.contains(weightsIndex) { return weights }
        if !names.contains("tokenizer.json"), !names.isSuperset(of: ["vocab.json", "merges.txt"]) {
            return "tokenizer.json, or vocab.json and merges.txt"
        }
        if names.isDisjoint(with: ModelDirectory.preprocessorNames) {
            return "preprocessor_config.json or processor_config.json"
        }
        return nil
    }

    /// The files that an index of weights lists, in the order of their names.
    ///
    /// - Parameter path: the index's name in messages.
    /// - Throws: `CLIPError` if it is no index, or leads out of its directory.
    public static func shards(index json: [UInt8], path: String) throws(CLIPError) -> [String] {
        Set(try Checkpoint.weightMap(ModelFile(path: path, bytes: json)).values).sorted()
    }

    /// Whether a file of this name in a model directory is part of the model.
    public static func includes(_ name: String) -> Bool {
        ([configuration, weightsIndex] + parts).contains(name) || name.hasSuffix(".safetensors")
    }

    /// Checks the tokenizer and the image processor of a directory that has neither configuration nor weights yet.
    ///
    /// - Throws: `CLIPError` with the sentence that loading the model would give.
    public static func checkParts(in directory: String, of configuration: CLIPConfiguration) throws(CLIPError) {
        _ = try Vocabulary(TokenizerFiles(directory: directory), size: configuration.text.vocabularySize)
        let preprocessor = try ModelDirectory.preprocessor(in: directory)
        _ = try ImagePreprocessor(
            json: preprocessor.bytes, path: preprocessor.path, imageSize: configuration.vision.imageSize)
    }
}

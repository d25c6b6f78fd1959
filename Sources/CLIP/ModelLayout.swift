/// The files of a model directory in Hugging Face's layout: what to fetch before `CLIPModel` can load it.
public enum ModelLayout {
    /// The file that says what kind of model it is.
    public static let configuration = "config.json"
    /// The weights in one file.
    public static let weights = Checkpoint.fileName
    /// The index of the weights, if they are in several files.
    public static let weightsIndex = Checkpoint.indexName
    /// The files of the tokenizer and the image processor, each read if it exists.
    public static let parts = TokenizerFiles.names + ModelFiles.preprocessorNames
    /// The required files, in words for messages.
    public static let summary = """
        config.json, model.safetensors (or model.safetensors.index.json and the files that it lists), tokenizer.json (or \
        vocab.json and merges.txt) and preprocessor_config.json (or processor_config.json)
        """

    /// What a repository lacks and what to do about it, to be appended to its name in a message; nil if it has
    /// everything.
    ///
    /// - Parameters:
    ///   - names: the names of its files.
    ///   - repository: its name.
    ///   - folder: where Descry reads the model, for messages.
    public static func lack(of names: Set<String>, in repository: String, folder: String) -> String? {
        if !names.contains(configuration) {
            return "lacks \(configuration), so it is not a CLIP model in Hugging Face's layout"
        }
        if !names.contains(weights), !names.contains(weightsIndex) {
            let others = OtherWeights(
                among: names,
                renaming: "download it with the other files into \(folder), and rename it to \(weights)",
                conversion: "from transformers import CLIPModel as M, CLIPProcessor as P; "
                    + "n, d = '\(repository)', '\(folder)'; "
                    + "P.from_pretrained(n).save_pretrained(d); M.from_pretrained(n).save_pretrained(d)")
            return "lacks \(weights)\(others.advice)"
        }
        if !names.contains("tokenizer.json"), !names.isSuperset(of: ["vocab.json", "merges.txt"]) {
            return "lacks tokenizer.json, or vocab.json and merges.txt; take these from the model that it was made of"
        }
        if names.isDisjoint(with: ModelFiles.preprocessorNames) {
            return "lacks preprocessor_config.json or processor_config.json; take it from the model that it was made of"
        }
        return nil
    }

    /// The files that an index of weights lists, in the order of their names.
    ///
    /// - Parameter path: the index's name in messages.
    /// - Throws: `CLIPError` if it is not an index, or names a file outside of its directory.
    public static func shards(index json: [UInt8], path: String) throws(CLIPError) -> [String] {
        Set(try Checkpoint.weightMap(ModelFile(path: path, bytes: json)).values).sorted()
    }

    /// Whether a file of this name in a model directory is part of the model.
    public static func includes(_ name: String) -> Bool {
        ([configuration, weightsIndex] + parts).contains(name) || name.hasSuffix(".safetensors")
    }

    /// Checks the tokenizer and the image processor of a directory that has neither configuration nor weights yet.
    ///
    /// - Parameter name: the directory's name in messages.
    /// - Throws: `CLIPError` with the message that loading the model would give.
    public static func checkParts(
        in directory: String, name: String, of configuration: CLIPConfiguration
    ) throws(CLIPError) {
        let folder = ModelFolder(directory, name: name)
        _ = try Vocabulary(TokenizerFiles(folder), size: configuration.text.vocabularySize)
        let preprocessor = try ModelFiles.preprocessor(in: folder)
        _ = try ImagePreprocessor(
            json: preprocessor.bytes, path: preprocessor.path, imageSize: configuration.vision.imageSize)
    }
}

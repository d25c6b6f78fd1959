/// The files of a model's tokenizer.
struct TokenizerFiles: Sendable {
    /// The files that vocabulary and merges are read from.
    enum Pairs {
        /// `tokenizer.json`: if it exists, it takes precedence over the other two files, as in transformers.
        case whole(ModelFile)
        /// `vocab.json` and `merges.txt`.
        case separate(vocabulary: ModelFile, merges: ModelFile)
    }

    let pairs: Pairs
    /// Whether `vocab.json` and `merges.txt` exist, read or not.
    let hasSeparatePairs: Bool
    /// `tokenizer_config.json`.
    let settings: ModelFile?
    /// `special_tokens_map.json`.
    let specialTokens: ModelFile?
    /// All files that exist.
    let all: [ModelFile]

    /// Whether there is a `tokenizer.json`.
    var isWhole: Bool { if case .whole = pairs { true } else { false } }

    static let names = [
        "tokenizer.json", "vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json",
    ]

    /// Reads the files of a model's directory.
    init(_ folder: ModelFolder) throws(CLIPError) {
        let whole = try ModelFile("tokenizer.json", in: folder)
        let vocabulary = try ModelFile("vocab.json", in: folder)
        let merges = try ModelFile("merges.txt", in: folder)
        settings = try ModelFile("tokenizer_config.json", in: folder)
        specialTokens = try ModelFile("special_tokens_map.json", in: folder)
        all = [whole, vocabulary, merges, settings, specialTokens].compactMap(\.self)
        hasSeparatePairs = vocabulary != nil && merges != nil
        if let whole {
            pairs = .whole(whole)
        } else if let vocabulary, let merges {
            pairs = .separate(vocabulary: vocabulary, merges: merges)
        } else {
            throw CLIPError(
                .model,
                "The model directory \(folder.name) lacks \(vocabulary == nil ? "vocab.json" : "merges.txt"); it needs "
                    + "tokenizer.json, or vocab.json and merges.txt.")
        }
    }
}

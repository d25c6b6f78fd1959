/// The files of a model's tokenizer.
struct TokenizerFiles: Sendable {
    /// `tokenizer.json`, which holds vocabulary and merges; where it is, it comes before the next two, as in transformers.
    let whole: ModelFile?
    /// `vocab.json`.
    let vocabulary: ModelFile?
    /// `merges.txt`.
    let merges: ModelFile?
    /// `tokenizer_config.json`.
    let settings: ModelFile?
    /// `special_tokens_map.json`.
    let specialTokens: ModelFile?

    /// All files that are there.
    var all: [ModelFile] { [whole, vocabulary, merges, settings, specialTokens].compactMap(\.self) }

    static let names = [
        "tokenizer.json", "vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json",
    ]

    /// Reads the files of a model's directory.
    init(_ folder: ModelFolder) throws(CLIPError) {
        whole = try ModelFile("tokenizer.json", in: folder)
        vocabulary = try ModelFile("vocab.json", in: folder)
        merges = try ModelFile("merges.txt", in: folder)
        settings = try ModelFile("tokenizer_config.json", in: folder)
        specialTokens = try ModelFile("special_tokens_map.json", in: folder)
        guard whole != nil || vocabulary != nil && merges != nil else {
            throw CLIPError(
                .model,
                "The model directory \(folder.name) lacks \(vocabulary == nil ? "vocab.json" : "merges.txt"); it needs "
                    + "tokenizer.json, or vocab.json and merges.txt.")
        }
    }

    init(vocabulary: ModelFile, merges: ModelFile) {
        self.vocabulary = vocabulary
        self.merges = merges
        (whole, settings, specialTokens) = (nil, nil, nil)
    }
}

/// The tokens of CLIP's byte-level byte-pair encoding and how they merge.
struct Vocabulary: Sendable {
    /// The result of merging two neighbouring tokens.
    struct Merge: Sendable {
        /// Lower ranks are merged first.
        let rank: Int32
        let token: Int32
    }

    /// The suffix of tokens at the end of a word.
    static let wordEnd = "</w>"
    static let startOfText = "<|startoftext|>"
    static let endOfText = "<|endoftext|>"

    /// The token for each byte within a word.
    let bytes: [Int32]
    /// The token for each byte that ends a word.
    let finalBytes: [Int32]
    let startToken: Int32
    let endToken: Int32
    /// The special tokens and their ids; the longest come first.
    let specials: [(text: String.UnicodeScalarView, token: Int32)]
    /// How many tokens a text may have, including start and end; nil if the tokenizer's settings do not limit that.
    let maximumLength: Int?
    private let merges: [UInt64: Merge]

    /// Reads a tokenizer's files.
    ///
    /// - Parameter size: how many tokens the model has embeddings for.
    init(_ files: TokenizerFiles, size: Int) throws(CLIPError) {
        let settings = try TokenizerSettings(files)
        var specialTokens = settings.specialTokens
        let pairs: BytePairs
        switch files.pairs {
        case .whole(let file):
            // CLIPTokenizer takes only vocabulary and merges from tokenizer.json. If vocab.json and merges.txt exist
            // too, the tokenizer is known to be CLIP's, so that the other parts need no check.
            let isKnown = settings.isCLIP && files.hasSeparatePairs
            let tokenizer = try TokenizerJSON(file, checksParts: !isKnown)
            pairs = tokenizer.pairs
            specialTokens += tokenizer.specialTokens
        case .separate(let vocabulary, let merges):
            pairs = try BytePairs(vocabulary: vocabulary, merges: merges)
        }
        try self.init(pairs, specialTokens: specialTokens, maximumLength: settings.maximumLength, size: size)
    }

    init(
        _ pairs: BytePairs, specialTokens: [SpecialToken], maximumLength: Int?, size: Int
    ) throws(CLIPError) {
        let (ids, path) = (pairs.ids, pairs.idsPath)
        if let (token, id) = ids.first(where: { $0.value >= size }) {
            throw CLIPError(
                .model, "\(path): the token \(token) has the id \(id), but config.json's vocab_size is \(size).")
        }
        guard let startToken = ids[Self.startOfText], let endToken = ids[Self.endOfText] else {
            let missing = ids[Self.startOfText] == nil ? Self.startOfText : Self.endOfText
            throw CLIPError(.model, "\(path) lacks the special token \(missing).")
        }
        self.startToken = startToken
        self.endToken = endToken
        self.maximumLength = maximumLength
        var specials = [Self.startOfText: startToken, Self.endOfText: endToken]
        for special in specialTokens {
            guard let id = ids[special.content] else {
                throw CLIPError(
                    .model,
                    "\(special.place) has the token \"\(special.content)\", which is not in the vocabulary, so that the "
                        + "model has no embedding for it; leave it out.")
            }
            specials[special.content] = id
        }
        try pairs.check(specials: Set(specials.keys))
        self.specials = specials.map { (text: $0.key.unicodeScalars, token: $0.value) }
            .sorted { $0.text.count > $1.text.count }
        // The unknown token is the end of text, as in Hugging Face's tokenizer.
        bytes = ByteAlphabet.characters.map { ids[String($0)] ?? endToken }
        finalBytes = ByteAlphabet.characters.map { ids[String($0) + Self.wordEnd] ?? endToken }
        var merges: [UInt64: Merge] = [:]
        merges.reserveCapacity(pairs.merges.count)
        for (rank, merge) in pairs.merges.enumerated() {
            guard let left = ids[merge.left], let right = ids[merge.right], let token = ids[merge.left + merge.right]
            else {
                throw CLIPError(
                    .model,
                    "\(pairs.mergesPlace) \(merge.number): \(merge.left) and \(merge.right), or both together, are not in "
                        + "the vocabulary.")
            }
            merges[Self.key(left, right)] = Merge(rank: Int32(rank), token: token)
        }
        self.merges = merges
    }

    /// The merge of two neighbours; nil if they do not merge.
    func merge(_ left: Int32, _ right: Int32) -> Merge? {
        merges[Self.key(left, right)]
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }
}

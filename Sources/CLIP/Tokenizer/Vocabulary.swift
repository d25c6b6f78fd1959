/// The tokens of a byte-level byte-pair encoding and how they merge: `vocab.json` and `merges.txt`.
struct Vocabulary: Sendable {
    /// What two neighbouring tokens become.
    struct Merge: Sendable {
        /// Lower ones are made first.
        let rank: Int32
        let token: Int32
    }

    /// The end of a word, as the vocabulary's tokens write it.
    static let wordEnd = "</w>"
    static let startOfText = "<|startoftext|>"
    static let endOfText = "<|endoftext|>"

    /// The token for each byte within a word.
    let bytes: [Int32]
    /// The token for each byte that ends a word.
    let finalBytes: [Int32]
    let startToken: Int32
    let endToken: Int32
    private let merges: [UInt64: Merge]

    /// Reads the two files' bytes.
    ///
    /// - Parameters:
    ///   - size: how many tokens the model has embeddings for.
    ///   - vocabularyPath, mergesPath: the files' names in messages.
    init(
        vocabularyJSON: [UInt8], vocabularyPath: String, merges: [UInt8], mergesPath: String, size: Int
    ) throws(CLIPError) {
        let ids: [String: Int32] = try decodeJSON(vocabularyJSON, path: vocabularyPath)
        for (token, id) in ids where id < 0 || id >= size {
            throw CLIPError(
                .model,
                "\(vocabularyPath): the token \(token) has the id \(id), but config.json's vocab_size is \(size).")
        }
        guard let startToken = ids[Self.startOfText], let endToken = ids[Self.endOfText] else {
            let missing = ids[Self.startOfText] == nil ? Self.startOfText : Self.endOfText
            throw CLIPError(.model, "\(vocabularyPath) lacks the special token \(missing).")
        }
        self.startToken = startToken
        self.endToken = endToken
        // The unknown token is the end of text, as in Hugging Face's tokenizer.
        bytes = ByteAlphabet.characters.map { ids[String($0)] ?? endToken }
        finalBytes = ByteAlphabet.characters.map { ids[String($0) + Self.wordEnd] ?? endToken }
        self.merges = try Self.read(merges, ids: ids, path: mergesPath)
    }

    /// What two neighbours become, if they merge.
    func merge(_ left: Int32, _ right: Int32) -> Merge? {
        merges[Self.key(left, right)]
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    private static func read(_ text: [UInt8], ids: [String: Int32], path: String) throws(CLIPError) -> [UInt64: Merge] {
        var merges: [UInt64: Merge] = [:]
        merges.reserveCapacity(ids.count)
        var rank: Int32 = 0
        for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.starts(with: "#version".utf8) { continue }
            let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CLIPError(.model, "\(path), line \(index + 1): two tokens with a space between were expected.")
            }
            let left = String(decoding: parts[0], as: UTF8.self)
            let right = String(decoding: parts[1], as: UTF8.self)
            guard let leftID = ids[left], let rightID = ids[right], let token = ids[left + right] else {
                throw CLIPError(
                    .model, "\(path), line \(index + 1): \(left) and \(right), or both together, are not in vocab.json."
                )
            }
            merges[key(leftID, rightID)] = Merge(rank: rank, token: token)
            rank += 1
        }
        return merges
    }
}

internal import Synchronization

/// CLIP's byte-level byte-pair encoding, equal to Hugging Face's `CLIPTokenizer` of transformers 5.
///
/// A text is split at the special tokens in it, composed (NFC), lower-cased and split into words, and each word's UTF-8
/// bytes are merged. Any number of threads may use one tokenizer.
public final class CLIPTokenizer: Sendable {
    /// How many tokens a text may have, including start and end.
    public let contextLength: Int

    private let vocabulary: Vocabulary
    private let encoder: BytePairEncoder
    private let cache = Mutex<[[UInt8]: [Int32]]>([:])

    /// The number of words at which the cache is emptied, and the most bytes of a word in it.
    private static let cacheLimit = (words: 8192, bytes: 64)

    /// - Parameter contextLength: how many tokens the model takes.
    init(vocabulary: Vocabulary, contextLength: Int) {
        self.vocabulary = vocabulary
        self.contextLength = min(contextLength, vocabulary.maximumLength ?? contextLength)
        encoder = BytePairEncoder(vocabulary)
    }

    /// The token ids of a text: the start token, the text's, the end token.
    ///
    /// A text that is too long for the model loses its last tokens before the end token, as in transformers.
    public func tokens(of text: String) -> [Int] {
        let limit = contextLength - 2
        var tokens: [Int32] = []
        for part in parts(of: text) {
            if tokens.count >= limit { break }
            switch part {
            case .special(let token): tokens.append(token)
            case .text(let text):
                WordSplitter.forEachWord(in: TextNormalizer.normalized(text)) { word in
                    tokens += self.tokens(ofWord: word)
                    return tokens.count < limit
                }
            }
        }
        return ([vocabulary.startToken] + tokens.prefix(limit) + [vocabulary.endToken]).map(Int.init)
    }

    /// Whether one token stands for the word, which is not split and must be in lower case.
    ///
    /// Words that are only tried are not kept in the cache.
    public func hasWhole(_ word: String) -> Bool { encoder.tokens(of: Array(word.utf8)[...]).count == 1 }

    private func tokens(ofWord word: ArraySlice<Unicode.Scalar>) -> [Int32] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(word.count)
        for scalar in word { bytes.append(contentsOf: scalar.utf8) }
        guard bytes.count <= Self.cacheLimit.bytes else { return encoder.tokens(of: bytes[...]) }
        if let known = cache.withLock({ $0[bytes] }) { return known }
        let tokens = encoder.tokens(of: bytes[...])
        cache.withLock { cache in
            if cache.count >= Self.cacheLimit.words { cache.removeAll() }
            cache[bytes] = tokens
        }
        return tokens
    }

    private enum Part {
        case text(Substring.UnicodeScalarView)
        case special(Int32)
    }

    /// Special tokens are searched for in the original text, before it is composed and lower-cased.
    private func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        let scalars = text.unicodeScalars
        let specials = vocabulary.specials
        let beginnings = Set(specials.compactMap(\.text.first))
        var start = scalars.startIndex
        var position = start
        while let sign = scalars[position...].firstIndex(where: beginnings.contains) {
            guard let special = specials.first(where: { scalars[sign...].starts(with: $0.text) }) else {
                position = scalars.index(after: sign)
                continue
            }
            parts.append(.text(scalars[start..<sign]))
            parts.append(.special(special.token))
            start = scalars.index(sign, offsetBy: special.text.count)
            position = start
        }
        parts.append(.text(scalars[start...]))
        return parts
    }
}

/// What `tokenizer_config.json` and `special_tokens_map.json` say about CLIP's tokenizer.
struct TokenizerSettings: Sendable {
    /// Whether the tokenizer is CLIP's own class, which takes only vocabulary and merges from `tokenizer.json`.
    let isCLIP: Bool
    /// How many tokens a text may have, including start and end; nil if the settings do not limit that.
    let maximumLength: Int?
    /// Special tokens other than the start and the end of a text.
    let specialTokens: [SpecialToken]

    /// Classes that do exactly what `tokenizer.json` describes.
    private static let generalClasses = ["PreTrainedTokenizerFast", "TokenizersBackend"]
    private static let (start, end) = (Vocabulary.startOfText, Vocabulary.endOfText)
    /// The keys of special tokens, with the required token; nil if any token is allowed.
    private static let named: [(key: String, token: String?)] = [
        ("bos_token", start), ("eos_token", end), ("unk_token", end), ("pad_token", nil), ("sep_token", nil),
        ("cls_token", nil), ("mask_token", nil),
    ]

    init(_ files: TokenizerFiles) throws(CLIPError) {
        let settings = try files.settings?.json() ?? JSONSection(members: [:], path: "tokenizer_config.json")
        // In transformers the older file takes precedence.
        let sections = [try files.specialTokens?.json(), settings].compactMap(\.self)
        let name = try settings.string("tokenizer_class") ?? "CLIPTokenizer"
        isCLIP = ["CLIPTokenizer", "CLIPTokenizerFast"].contains(name)
        guard isCLIP || Self.generalClasses.contains(name) && files.isWhole else {
            throw settings.error(
                "tokenizer_class", "is \"\(name)\", which is not supported; only CLIPTokenizer is")
        }
        if try settings.string("truncation_side") == "left" {
            throw settings.error(
                "truncation_side", "is \"left\"; only \"right\" is supported: long texts lose their end")
        }
        if try settings.flag("split_special_tokens") ?? false {
            throw settings.error("split_special_tokens", "is true, which is not supported; leave it out")
        }
        // Without a limit transformers writes 1e30.
        let limit = try settings.number("model_max_length") ?? .infinity
        guard limit >= 3 else { throw settings.error("model_max_length", "is \(limit); it has to be 3 or more") }
        maximumLength = limit < 1e6 ? Int(limit) : nil

        var tokens: [SpecialToken] = []
        for (key, expected) in Self.named {
            guard let section = sections.first(where: { $0[key] != nil }), let value = section[key] else { continue }
            let token = try SpecialToken(value, key: key, section: section)
            if let expected, token.content != expected {
                throw section.error(key, "is \"\(token.content)\"; only CLIP's own \(expected) is supported")
            }
            tokens.append(token)
        }
        for section in sections {
            for key in ["additional_special_tokens", "extra_special_tokens", "added_tokens_decoder"] {
                let values: [JSONValue]
                switch section[key] {
                case nil: continue
                case .array(let found): values = found
                case .object(let found): values = found.sorted { $0.key < $1.key }.map(\.value)
                default: throw section.mismatch(key, expected: "a list or an object of tokens")
                }
                for value in values { tokens.append(try SpecialToken(value, key: key, section: section)) }
            }
        }
        specialTokens = tokens.filter { $0.content != Self.start && $0.content != Self.end }
    }
}

/// A token that is searched for in a text before any other step.
struct SpecialToken: Sendable {
    let content: String
    /// Where it was read, for messages.
    let place: String

    /// - Parameter value: the token itself, or an object with its content and options for the search.
    init(_ value: JSONValue, key: String, section: JSONSection) throws(CLIPError) {
        place = "\(section.path): \(section.place)\(key)"
        switch value {
        case .string(let content):
            self.content = content
        case .object(let members):
            guard case .string(let content) = members["content"] else {
                throw section.error(key, "has a token without content")
            }
            self.content = content
            // For CLIP's own two tokens the options have no effect.
            if content == Vocabulary.startOfText || content == Vocabulary.endOfText { return }
            for flag in ["lstrip", "rstrip", "single_word", "normalized"] where members[flag] == .bool(true) {
                throw section.error(key, "has the token \"\(content)\" with \(flag), which is not supported")
            }
        default:
            throw section.error(key, "is \(value.summary); it has to be a token, or an object with its content")
        }
        guard !content.isEmpty else { throw section.error(key, "is an empty token; leave it out") }
    }
}

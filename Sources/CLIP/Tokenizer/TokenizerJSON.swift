/// `tokenizer.json`, the file of Hugging Face's tokenizers library, checked to describe CLIP's tokenizer.
struct TokenizerJSON: Sendable {
    let pairs: BytePairs
    /// Special tokens other than the start and the end of a text.
    let specialTokens: [SpecialToken]

    /// CLIP's regular expression, as newer and older versions of transformers wrote it.
    private static let words = #"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"#
    private static let pattern = #"<\|startoftext\|>|<\|endoftext\|>|"# + words

    /// - Parameter checksParts: whether the parts other than the vocabulary have to be CLIP's. transformers'
    ///   CLIPTokenizer ignores them.
    init(_ file: ModelFile, checksParts: Bool) throws(CLIPError) {
        let json = try file.json()
        guard let model = try json.section("model") else {
            throw CLIPError(.model, "\(file.path) lacks the member model, with the vocabulary in it.")
        }
        if try json.section("truncation")?.string("direction") == "Left" {
            throw json.error(
                "truncation.direction", "is \"Left\"; only \"Right\" is supported: long texts lose their end")
        }
        pairs = try BytePairs(model)
        var tokens: [SpecialToken] = []
        if case .array(let values) = json["added_tokens"] {
            for value in values { tokens.append(try SpecialToken(value, key: "added_tokens", section: json)) }
        }
        specialTokens = tokens.filter { ![Vocabulary.startOfText, Vocabulary.endOfText].contains($0.content) }
        if checksParts {
            try Self.checkNormalizer(json)
            try Self.checkPreTokenizer(json)
            try Self.checkModel(model)
            try checkPostProcessor(json)
        }
    }

    private static func other(_ part: String, _ found: JSONValue?, _ clips: String, in json: JSONSection) -> CLIPError {
        let has = found.map { "is \($0.summary)" } ?? "is missing"
        return json.error(
            part,
            "\(has), but CLIP's tokenizer has \(clips); a model with another tokenizer is not supported (if it is CLIP's, "
                + "put its vocab.json and merges.txt beside tokenizer.json)")
    }

    /// The parts of a component: those of a sequence, or the component itself; values that are not objects are left
    /// out.
    private static func parts(_ json: JSONSection, _ key: String, list: String) -> [[String: JSONValue]] {
        guard case .object(let members) = json[key] else { return [] }
        guard members["type"] == .string("Sequence"), case .array(let values) = members[list] else { return [members] }
        return values.compactMap { if case .object(let part) = $0 { part } else { nil } }
    }

    private static func types(_ parts: [[String: JSONValue]]) -> JSONValue? {
        parts.isEmpty ? nil : .array(parts.map { $0["type"] ?? .null })
    }

    private static func checkNormalizer(_ json: JSONSection) throws(CLIPError) {
        let parts = parts(json, "normalizer", list: "normalizers")
        let expected = JSONValue.array(["NFC", "Replace", "Lowercase"].map(JSONValue.string))
        guard types(parts) == expected else {
            throw other("normalizer", types(parts), expected.summary, in: json)
        }
        guard parts[1]["content"] == .string(" "), parts[1]["pattern"] == .object(["Regex": .string(#"\s+"#)]) else {
            throw other("normalizer.Replace", parts[1]["pattern"], #"\s+ replaced by a space"#, in: json)
        }
    }

    private static func checkPreTokenizer(_ json: JSONSection) throws(CLIPError) {
        let parts = parts(json, "pre_tokenizer", list: "pretokenizers")
        let expected = JSONValue.array(["Split", "ByteLevel"].map(JSONValue.string))
        guard types(parts) == expected else {
            throw other("pre_tokenizer", types(parts), expected.summary, in: json)
        }
        guard [Self.words, Self.pattern].contains(where: { parts[0]["pattern"] == .object(["Regex": .string($0)]) }),
            parts[0]["behavior"] == .string("Removed"), parts[0]["invert"] == .bool(true)
        else { throw other("pre_tokenizer.Split", parts[0]["pattern"], "the pattern \(Self.pattern)", in: json) }
        guard parts[1]["add_prefix_space"] == .bool(false) else {
            throw other("pre_tokenizer.ByteLevel.add_prefix_space", parts[1]["add_prefix_space"], "false", in: json)
        }
    }

    private static func checkModel(_ model: JSONSection) throws(CLIPError) {
        let end = JSONValue.string(Vocabulary.endOfText)
        let members: [(String, allowed: [JSONValue?], clips: String)] = [
            ("type", [.string("BPE"), nil], "BPE"),
            ("end_of_word_suffix", [.string(Vocabulary.wordEnd)], Vocabulary.wordEnd),
            ("continuing_subword_prefix", [.string(""), nil], "none"),
            ("unk_token", [end], Vocabulary.endOfText),
            ("dropout", [nil, .integer(0), .number(0)], "none"),
            ("fuse_unk", [.bool(false), nil], "false"),
            ("byte_fallback", [.bool(false), nil], "false"),
            ("ignore_merges", [.bool(false), nil], "false"),
        ]
        for (key, allowed, clips) in members where !allowed.contains(model[key]) {
            throw other(key, model[key], clips, in: model)
        }
    }

    /// Accepts `RobertaProcessing`, or a template, that puts the start before a text and the end after it.
    private func checkPostProcessor(_ json: JSONSection) throws(CLIPError) {
        let (start, end) = (Vocabulary.startOfText, Vocabulary.endOfText)
        let processor = try json.section("post_processor")
        let matches: Bool
        switch processor?["type"] {
        case .string("RobertaProcessing"):
            func token(_ token: String) -> JSONValue {
                .array([.string(token), .integer(Int(pairs.ids[token] ?? -1))])
            }
            matches = processor?["cls"] == token(start) && processor?["sep"] == token(end)
        case .string("TemplateProcessing"):
            func special(_ token: String) -> JSONValue {
                .object(["SpecialToken": .object(["id": .string(token), "type_id": .integer(0)])])
            }
            let text = JSONValue.object(["Sequence": .object(["id": .string("A"), "type_id": .integer(0)])])
            matches = processor?["single"] == .array([special(start), text, special(end)])
        default: matches = false
        }
        if !matches {
            let clips = "RobertaProcessing with \(start) and \(end) by their ids"
            throw Self.other("post_processor", processor?["type"], clips, in: json)
        }
    }
}

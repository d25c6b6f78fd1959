import Foundation

@testable import CLIP

/// The real CLIP vocabulary, generated from its merges as in OpenAI's tokenizer.
enum CLIPVocabulary {
    static let merges: [UInt8] = {
        guard let data = try? Fixtures.data("vocabulary/merges.txt") else { return [] }
        return Array(data)
    }()

    static let json: [UInt8] = {
        let printable = [0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF].flatMap(\.self)
        let codes = printable + (0..<256 - printable.count).map { 0x100 + $0 }
        let characters = codes.compactMap { Unicode.Scalar(UInt32($0)) }.map(String.init)
        let lines = String(decoding: merges, as: UTF8.self).split(separator: "\n").dropFirst()
        let tokens =
            characters + characters.map { $0 + "</w>" } + lines.map { $0.filter { $0 != " " } }
            + ["<|startoftext|>", "<|endoftext|>"]
        let ids = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, $0) })
        return (try? JSONEncoder().encode(ids)).map(Array.init) ?? []
    }()

    private static let vocabulary = Result { () throws(CLIPError) in
        try Vocabulary(
            BytePairs(
                vocabulary: ModelFile(path: "vocab.json", bytes: json),
                merges: ModelFile(path: "merges.txt", bytes: merges)),
            specialTokens: [], maximumLength: nil, size: 49408)
    }

    static func tokenizer(contextLength: Int) throws -> CLIPTokenizer {
        CLIPTokenizer(vocabulary: try vocabulary.get(), contextLength: contextLength)
    }
}

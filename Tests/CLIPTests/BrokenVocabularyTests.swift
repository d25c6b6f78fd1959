import Foundation
import Testing

@testable import CLIP

/// Well-formed files with which transformers would encode texts into wrong tokens without an error.
@Suite("A broken vocabulary", .serialized)
struct BrokenVocabularyTests {
    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Must be in the message.
        let complaint: String
        let damage: @Sendable (inout [String: Int], inout [String]) -> Void

        init(
            _ description: String, _ complaint: String,
            _ damage: @escaping @Sendable (inout [String: Int], inout [String]) -> Void
        ) {
            testDescription = description
            self.complaint = complaint
            self.damage = damage
        }
    }

    static let all = [
        Broken("no merges", "has no merges") { _, merges in merges = [] },
        Broken("only the merges' first line", "has no merges") { _, merges in merges = ["#version: 0.2"] },
        Broken("only blank lines of merges", "has no merges") { _, merges in merges = ["", "", ""] },
        Broken("merges that are cut", "no merge makes 200 of the vocabulary's tokens, ") { _, merges in
            merges = Array(merges.prefix(101))
        },
        Broken("one id for all", "the id 7: each token needs its own") { vocabulary, _ in
            vocabulary = vocabulary.mapValues { _ in 7 }
        },
        Broken("one id for two", "have the id 813: each token needs its own") { vocabulary, _ in
            vocabulary["a</w>"] = 813
        },
        Broken("one id for the start and the end", "have the id 812: each token needs its own") { vocabulary, _ in
            vocabulary["<|endoftext|>"] = 812
        },
        Broken("only the special tokens", "none of the 512 tokens for single bytes") { vocabulary, merges in
            vocabulary = ["<|startoftext|>": 0, "<|endoftext|>": 1]
            merges = []
        },
        Broken("no token for a single letter", "none of the 512 tokens for single bytes") { vocabulary, merges in
            vocabulary = vocabulary.filter { $0.key.replacingOccurrences(of: "</w>", with: "").count > 1 }
            merges = []
        },
        Broken("an id below zero", "which is no token id") { vocabulary, _ in vocabulary["a"] = -1 },
        Broken("an id beyond the embeddings", "config.json's vocab_size is 814") { vocabulary, _ in
            vocabulary["a"] = 814
        },
    ]

    /// Breaks the vocabulary and the merges of a model, in `vocab.json` and `merges.txt` or in `tokenizer.json`.
    private func complaint(_ broken: Broken, whole: Bool) throws -> String {
        var message = ""
        try BrokenModel.with(copyOf: Fixtures.folder.appending(path: "models/quick-gelu")) { directory in
            let (vocabularyFile, mergesFile) = (
                directory.appending(path: "vocab.json"), directory.appending(path: "merges.txt")
            )
            var vocabulary = try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: vocabularyFile))
            var merges = try String(contentsOf: mergesFile, encoding: .utf8).components(separatedBy: "\n")
            broken.damage(&vocabulary, &merges)
            if whole {
                let pairs = merges.filter { !$0.isEmpty && !$0.hasPrefix("#") }
                let file: [String: Any] = ["model": ["type": "BPE", "vocab": vocabulary, "merges": pairs]]
                try JSONSerialization.data(withJSONObject: file).write(to: directory.appending(path: "tokenizer.json"))
            } else {
                try JSONEncoder().encode(vocabulary).write(to: vocabularyFile)
                try Data(merges.joined(separator: "\n").utf8).write(to: mergesFile)
            }
            let error = try #require(throws: CLIPError.self) {
                try CLIPModel(directory: directory.path(), precision: .float32)
            }
            #expect(error.code == .model)
            #expect(error.description.contains(directory.path()), "names the directory: \(error)")
            #expect(error.description.hasSuffix(".") && !error.description.contains("\n"), "\(error)")
            message = error.description
        }
        return message
    }

    @Test("in vocab.json and merges.txt is refused", arguments: all)
    func separate(broken: Broken) throws {
        let message = try complaint(broken, whole: false)
        #expect(message.contains(broken.complaint), "\(message)")
        #expect(message.contains("vocab.json") || message.contains("merges.txt"), "\(message)")
    }

    @Test("in tokenizer.json is refused", arguments: all)
    func whole(broken: Broken) throws {
        let message = try complaint(broken, whole: true)
        #expect(message.contains(broken.complaint), "\(message)")
        #expect(message.contains("tokenizer.json"), "\(message)")
    }

    @Test("is not one with a few added tokens, gaps between ids and a few missing letters")
    func accepted() throws {
        try BrokenModel.with(copyOf: Fixtures.folder.appending(path: "models/quick-gelu")) { directory in
            let file = directory.appending(path: "vocab.json")
            var vocabulary = try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: file))
            let freed = vocabulary.removeValue(forKey: "A")
            let id = try #require(freed)
            vocabulary["<pad>"] = id
            _ = vocabulary.removeValue(forKey: "B")
            try JSONEncoder().encode(vocabulary).write(to: file)
            #expect(throws: Never.self) { try CLIPModel(directory: directory.path(), precision: .float32) }
        }
    }
}

import Foundation
import TestSupport
import Testing

@testable import CLIP

@Suite("The tokenizer")
struct CLIPTokenizerTests {
    private struct Difference: CustomStringConvertible {
        let text: String
        let found: [Int]
        let expected: [Int]
        var description: String { "\(text.debugDescription): \(found), expected \(expected)" }
    }

    /// DESCRY_TEST_TOKENS names a folder like Tests/Fixtures/clip/tokens, for sets too large for the repository.
    static let folders = ["tokens"] + [ProcessInfo.processInfo.environment["DESCRY_TEST_TOKENS"]].compactMap(\.self)

    @Test("gives every text the ids of Hugging Face's tokenizer", arguments: folders)
    func equalsHuggingFace(folder: String) throws {
        let url = folder.hasPrefix("/") ? URL(filePath: folder) : Fixtures.folder.appending(path: folder)
        let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: url.appending(path: "texts.json")))
        let numbers = Fixtures.numbers(try Data(contentsOf: url.appending(path: "ids.bin")), as: UInt16.self)
        let tokenizer = try CLIPVocabulary.tokenizer(contextLength: 1_000_000)
        var differences: [Difference] = []
        var position = 0
        for text in texts {
            let count = Int(numbers[position])
            let expected = numbers[position + 1...position + count].map(Int.init)
            position += 1 + count
            let found = tokenizer.tokens(of: text)
            if found != expected { differences.append(Difference(text: text, found: found, expected: expected)) }
        }
        #expect(position == numbers.count)
        #expect(texts.count >= 10_000)
        let count = differences.count
        #expect(count == 0, "\(differences.prefix(10).map(\.description).joined(separator: "\n"))")
    }

    @Test("truncates a long text before the end token")
    func cutsLongTexts() throws {
        let whole = try CLIPVocabulary.tokenizer(contextLength: 100_000)
        let tokenizer = try CLIPVocabulary.tokenizer(contextLength: 77)
        let text = "mountains with dark skies, " + String(repeating: "and one more lake ", count: 40)
        let expected = whole.tokens(of: text)
        #expect(expected.count > 77)
        #expect(tokenizer.tokens(of: text) == expected.prefix(76) + [49407])
    }

    /// Texts that would take hours if the time grew with the square of their length.
    enum Endless: String, CaseIterable {
        case word = "ab"
        case composing = "e\u{301}"
        case marks = "\u{301}"
        case signs = "!"
        case spaces = " "
        case special = "<|endoftext|>"
        case almostSpecial = "<"

        var text: String { String(repeating: rawValue, count: 200_000) }
    }

    @Test("encodes any text of any length in a short time", arguments: Endless.allCases)
    func boundedTime(of endless: Endless) throws {
        let tokens = try CLIPVocabulary.tokenizer(contextLength: 77).tokens(of: "a" + endless.text)
        #expect((2...77).contains(tokens.count))
        #expect(tokens.first == 49406 && tokens.last == 49407)
    }

    @Test("gives the same tokens on many threads at once")
    func manyThreads() throws {
        let tokenizer = try CLIPVocabulary.tokenizer(contextLength: 77)
        let texts: [String] = Array(try Fixtures.json("tokens/texts.json") as [String]).suffix(400)
        let expected = texts.map(tokenizer.tokens)
        let shared = try CLIPVocabulary.tokenizer(contextLength: 77)
        let wrong = Counter()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for (text, expected) in zip(texts, expected) where shared.tokens(of: text) != expected {
                wrong.add()
            }
        }
        #expect(wrong.count == 0)
    }
}

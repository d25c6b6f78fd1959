import Digest
import Formats
import Foundation
import JPEG
import Testing
import Torch

@testable import CLIP

/// Published numbers of the released ViT-B/32 that need no weights (sources in Tests/Fixtures/clip/published.py).
@Suite("Published values of CLIP's input")
struct PublishedNumbersTests {
    private struct Published: Decodable {
        struct Vocabulary: Decodable {
            let count: Int
            let sha256: String
        }

        struct Text: Decodable {
            let text: String
            let ids: [Int]
        }

        let vocabulary: Vocabulary
        let tokens: [Text]
        /// Level and value of the three channels of some pixels.
        let pixels: [[[Float]]]
    }

    private let published: Published

    init() throws {
        published = try Fixtures.json("published.json")
    }

    @Test("the vocabulary is the one that follows from its merges")
    func vocabulary() throws {
        let ids = try JSONDecoder().decode([String: Int].self, from: Data(CLIPVocabulary.json))
        #expect(ids.count == published.vocabulary.count)
        let lines = ids.sorted { $0.value < $1.value }.map { "\($0.key)\n" }.joined()
        #expect(SHA256.digest(of: Array(lines.utf8)).hexadecimal == published.vocabulary.sha256)
    }

    @Test("texts have the ids of OpenAI's tokenizer")
    func tokens() throws {
        let tokenizer = try CLIPVocabulary.tokenizer(contextLength: 77)
        #expect(published.tokens.count == 8)
        for text in published.tokens { #expect(tokenizer.tokens(of: text.text) == text.ids, "\(text.text)") }
    }

    @Test("a photograph's levels have the values of OpenAI's preprocessing")
    func pixels() throws {
        let size = 224
        try #require(published.pixels.count == 32)
        // The levels in the first rows of a picture that is not resized; the rest is black.
        let levels = published.pixels.flatMap { $0.map { UInt8($0[0]) } }
        let image = RGBImage(
            width: size, height: size, pixels: levels + [UInt8](repeating: 0, count: 3 * size * size - levels.count))
        let preprocessor = try ImagePreprocessor(json: Array("{}".utf8), path: "p", imageSize: size)
        let found = try preprocessor.normalized(preprocessor.pixels(of: image))
        for (index, pixel) in published.pixels.enumerated() {
            for channel in 0..<3 {
                #expect(abs(found[channel * size * size + index] - pixel[channel][1]) < 2e-6, "pixel \(index)")
            }
        }
    }
}

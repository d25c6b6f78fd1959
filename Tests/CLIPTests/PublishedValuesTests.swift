import Foundation
import JPEG
import Testing
import Torch

@testable import CLIP

/// Published numbers that need the released ViT-B/32's weights.
@Suite("The released ViT-B/32", .serialized)
struct PublishedValuesTests {
    private static let hasReferences = FileManager.default.fileExists(
        atPath: Fixtures.references.appending(path: "values.json").path())
    private static let canRun = Fixtures.releasedModel != nil && hasReferences
    private static let lack: Comment =
        Fixtures.releasedModel == nil
        ? "DESCRY_TEST_MODEL names no snapshot of openai/clip-vit-base-patch32"
        : "there are no published values in ../shared/references"

    private struct Values: Decodable {
        struct ONNX: Decodable {
            let texts: [String]
            let image: [Float]
            let imageSum: Float
            let text: [Float]
            let textSums: [Float]
            let logits: [[Float]]

            enum CodingKeys: String, CodingKey {
                case texts
                case image = "image_embed_unnormalised_first5"
                case imageSum = "image_embed_sum"
                case text = "text_embed0_unnormalised_first5"
                case textSums = "text_embed_sums"
                case logits = "logits_per_image"
            }
        }

        struct FastEmbed: Decodable {
            let text: String
            let tokens: [Int]
            let embedding: [Float]

            enum CodingKeys: String, CodingKey {
                case text
                case tokens = "input_ids"
                case embedding = "l2_normalised_text_embed_first5"
            }
        }

        let onnx: ONNX
        let fastEmbed: FastEmbed

        enum CodingKeys: String, CodingKey {
            case onnx = "onnx_clip"
            case fastEmbed = "fastembed_text"
        }
    }

    private func values() throws -> Values {
        try JSONDecoder().decode(
            Values.self, from: Data(contentsOf: Fixtures.references.appending(path: "values.json")))
    }

    private func load() throws -> CLIPModel {
        try CLIPModel(directory: try #require(Fixtures.releasedModel), precision: .float32)
    }

    @Test("gives a photograph the published embedding and logits", .enabled(if: canRun, lack))
    func photograph() throws {
        let (model, expected) = (try load(), try values().onnx)
        let numbers = try Fixtures.floats(npy: Fixtures.references.appending(path: "franz-kafka-pixel_values.npy"))
        let pixels = try Tensor.of(numbers, shape: [3, 224, 224])
        let image = try model.features(normalized: [pixels])[0]
        #expect(Difference.largest([Array(image.prefix(5))], [expected.image]) < 1e-3)
        #expect(abs(image.reduce(0, +) - expected.imageSum) < 1e-2)
        let texts = try model.features(tokens: expected.texts.map(model.tokenizer.tokens))
        #expect(Difference.largest([Array(texts[0].prefix(5))], [expected.text]) < 1e-3)
        #expect(Difference.largest([texts.map { $0.reduce(0, +) }], [expected.textSums]) < 1e-2)
        let embedding = try model.encode(normalized: [pixels])[0]
        let logits = try model.encode(texts: expected.texts).map { model.logitScale * Difference.dot(embedding, $0) }
        #expect(Difference.largest([logits], expected.logits) < 1e-2)
    }

    @Test("gives the two cats the logits of transformers' own test", .enabled(if: canRun, lack))
    func cats() throws {
        let model = try load()
        let bytes = Array(try Data(contentsOf: Fixtures.references.appending(path: "coco-000000039769.jpg")))
        let image = try model.encode(pixels: [model.preprocessor.pixels(of: JPEGDecoder().decode(bytes))])[0]
        let logits = try model.encode(texts: ["a photo of a cat", "a photo of a dog"])
            .map { model.logitScale * Difference.dot(image, $0) }
        // Published to 1e-3, with Pillow's own pixels; ours may differ from those by one level in a few places.
        #expect(Difference.largest([logits], [[24.5701, 19.3049]]) < 0.05)
    }

    @Test("gives constant pixels the published logits", .enabled(if: canRun, lack))
    func constantPixels() throws {
        let model = try load()
        let pixels = try [Float(0.25), 0.75].map {
            try Tensor.of([Float](repeating: $0, count: 3 * 224 * 224), shape: [3, 224, 224])
        }
        let images = try model.encode(normalized: pixels)
        let texts = try model.encode(texts: ["a photo of a cat", "a photo of a dog"])
        let logits = texts.map { text in images.map { model.logitScale * Difference.dot(text, $0) } }
        #expect(Difference.largest(logits, [[22.7866, 22.8397], [23.2389, 22.8406]]) < 1e-3)
        let half = try Tensor.of([Float](repeating: 0.5, count: 3 * 224 * 224), shape: [3, 224, 224])
        let image = try model.features(normalized: [half])[0]
        #expect(Difference.largest([Array(image[1..<4])], [[-0.3381, -0.0196, -0.4053]]) < 1e-3)
        let text = try model.features(tokens: [model.tokenizer.tokens(of: "a photo of a cat")])[0]
        #expect(Difference.largest([Array(text[1..<4])], [[0.0733, -0.2448, -0.2212]]) < 1e-3)
    }

    @Test("gives a text the published tokens and embedding", .enabled(if: canRun, lack))
    func text() throws {
        let (model, expected) = (try load(), try values().fastEmbed)
        #expect(model.tokenizer.tokens(of: expected.text) == expected.tokens)
        let embedding = try model.encode(texts: [expected.text])[0]
        #expect(Difference.largest([Array(embedding.prefix(5))], [expected.embedding]) < 1e-3)
    }
}

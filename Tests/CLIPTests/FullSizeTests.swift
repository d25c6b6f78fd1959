import Foundation
import Testing
import Torch

@testable import CLIP

/// Run by hand, with a folder made by Tests/Fixtures/clip/full_size.py.
@Suite(
    "A full-size model", .serialized,
    .enabled(if: Fixtures.fullModel != nil, "DESCRY_TEST_FULL_MODEL names no folder of full_size.py"))
struct FullSizeTests {
    static let precisions = Precision.allCases.filter { precision in
        precision != .auto && (try? precision.resolved(on: .cpu)) != nil
    }

    private func fixture() throws -> ModelFixture {
        try ModelFixture(URL(filePath: try #require(Fixtures.fullModel)))
    }

    @Test(
        "equals transformers in float32, and is close in the others",
        arguments: Self.precisions)
    func equals(precision: Precision) throws {
        let fixture = try fixture()
        let start = ContinuousClock.now
        let model = try CLIPModel(directory: fixture.directory.path(), precision: precision)
        print("\(precision): loaded in \(ContinuousClock.now - start)")
        let textFeatures = try model.features(tokens: fixture.expected.texts.map(model.tokenizer.tokens))
        let imageFeatures = try model.features(normalized: fixture.pixels(of: model))
        let texts = try model.encode(texts: fixture.expected.texts)
        let images = try model.encode(normalized: fixture.pixels(of: model))
        let logits = images.map { image in texts.map { model.logitScale * Difference.dot(image, $0) } }
        let differences = (
            features: max(
                Difference.largest(textFeatures, fixture.textFeatures),
                Difference.largest(imageFeatures, fixture.imageFeatures)),
            embeddings: max(
                Difference.largest(texts, Difference.normalized(fixture.textFeatures)),
                Difference.largest(images, Difference.normalized(fixture.imageFeatures))),
            logits: Difference.largest(logits, fixture.expected.logitsPerImage),
            cosine: min(
                Difference.smallestCosine(texts, fixture.textFeatures),
                Difference.smallestCosine(images, fixture.imageFeatures))
        )
        print("\(precision): \(differences)")
        if precision == .float32 {
            #expect(differences.features < 1e-4)
            #expect(differences.embeddings < 1e-4)
            #expect(differences.logits < 1e-3)
        }
        #expect(differences.cosine > (precision == .float16 ? 0.99999 : 0.999))
    }

    @Test("prints its times", arguments: Self.precisions)
    func times(precision: Precision) throws {
        let fixture = try fixture()
        let model = try CLIPModel(directory: fixture.directory.path(), precision: precision)
        try Processor.setThreadCount(ProcessInfo.processInfo.activeProcessorCount)
        let pixels = try (0..<30).map { try Synthetic.bytes($0, size: model.imageSize) }
        func report(_ name: String, per count: Int, _ work: () throws -> Void) throws {
            try work()
            let times = try (0..<15).map { _ in try ContinuousClock().measure { try work() } }.sorted()
            print("\(precision): \(name): best \(times[0] / count), median \(times[7] / count) each")
        }
        try report("text of 7 tokens", per: 1) { _ = try model.encode(texts: ["a photo of a cat"]) }
        try report("8 texts of 7 tokens", per: 8) {
            _ = try model.encode(texts: Array(repeating: "a photo of a cat", count: 8))
        }
        for count in [1, 8, 30] {
            try report("picture, \(count) at a time", per: count) {
                _ = try model.encode(pixels: Array(pixels.prefix(count)))
            }
        }
        let picture = Synthetic.picture(width: 640, height: 426)
        try report("preprocessing 640 x 426", per: 1) { _ = try model.preprocessor.pixels(of: picture) }
    }
}

import Foundation
import Testing
import Torch

@testable import CLIP

@Suite(
    "The model on a GPU", .serialized, .enabled(if: Processor.hasCUDA, "there is no GPU, or libtorch has no CUDA"))
struct CUDATests {
    @Test("is close to transformers in float32 and bfloat16", arguments: CLIPModelTests.small)
    func closeToTransformers(name: String) throws {
        let fixture = try ModelFixture(Fixtures.folder.appending(path: "models/\(name)"))
        for (precision, cosine) in [(Precision.float32, Float(0.99999)), (.bfloat16, 0.999)] {
            let model = try CLIPModel(directory: fixture.directory.path(), precision: precision, device: .cuda(0))
            let texts = try model.encode(texts: fixture.expected.texts)
            let images = try model.encode(normalized: fixture.pixels(of: model))
            #expect(Difference.smallestCosine(texts, fixture.textFeatures) > cosine, "\(precision)")
            #expect(Difference.smallestCosine(images, fixture.imageFeatures) > cosine, "\(precision)")
        }
    }

    @Test("chooses bfloat16 and large batches automatically")
    func defaults() throws {
        let directory = Fixtures.folder.appending(path: "models/gelu").path()
        let model = try CLIPModel(directory: directory, device: .cuda(0))
        #expect(model.precision == .bfloat16)
        #expect(model.imageBatchSize == 256)
    }

    @Test("gives the same embeddings for bytes and for normalised numbers, for any number of pictures")
    func bytes() throws {
        let directory = Fixtures.folder.appending(path: "models/quick-gelu").path()
        let model = try CLIPModel(directory: directory, precision: .float32, device: .cuda(0), imageBatchSize: 160)
        let pictures = try (0..<331).map { try Synthetic.bytes($0, size: model.imageSize) }
        let normalized = try pictures.map {
            try Tensor.of(model.preprocessor.normalized($0), shape: [3, model.imageSize, model.imageSize])
        }
        // Recorded, padded, and too many to be recorded; in one batch and in three.
        for count in [1, 5, 128, 129, 331] {
            let (some, numbers) = (Array(pictures.prefix(count)), Array(normalized.prefix(count)))
            let difference = try Difference.largest(model.encode(pixels: some), model.encode(normalized: numbers))
            #expect(difference < 1e-4, "\(count)")
        }
        let vocabulary = model.configuration.text.vocabularySize
        #expect(throws: CLIPError.self) { try model.features(tokens: [[0, vocabulary]]) }
        #expect(try model.features(tokens: [[0, vocabulary - 1]]).count == 1)
    }

    @Test("gives a text the same embedding alone and among others, prepared or not")
    func preparation() throws {
        let fixture = try ModelFixture(Fixtures.folder.appending(path: "models/quick-gelu"))
        let model = try CLIPModel(directory: fixture.directory.path(), precision: .float32, device: .cuda(0))
        let alone = try fixture.expected.texts.map { try model.encode(texts: [$0])[0] }
        try model.prepare()
        // Other texts were encoded before.
        #expect(model.recordingFault == Recording.fault)
        #expect(try Difference.largest(model.encode(texts: fixture.expected.texts), alone) < 1e-4)
    }
}

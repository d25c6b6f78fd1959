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

    @Test("chooses bfloat16 and large batches by itself")
    func defaults() throws {
        let directory = Fixtures.folder.appending(path: "models/gelu").path()
        let model = try CLIPModel(directory: directory, device: .cuda(0))
        #expect(model.precision == .bfloat16)
        #expect(model.imageBatchSize == 64)
    }
}

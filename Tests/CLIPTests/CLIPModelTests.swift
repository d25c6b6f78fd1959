import Foundation
import TestSupport
import Testing
import Torch

@testable import CLIP

/// Serial, since models that run at the same time compete for the cores.
@Suite("The model", .serialized)
struct CLIPModelTests {
    static let small = ["quick-gelu", "gelu", "config-dict"]

    private func fixture(_ name: String) throws -> ModelFixture {
        try ModelFixture(Fixtures.folder.appending(path: "models/\(name)"))
    }

    private func model(_ fixture: ModelFixture, _ precision: Precision) throws -> CLIPModel {
        // Forced, since these numbers do not depend on what is fast here.
        try CLIPModel(directory: fixture.directory.path(), precision: precision, force: true, imageBatchSize: 4)
    }

    @Test("makes the same tokens as transformers, truncated to its context", arguments: small)
    func tokens(name: String) throws {
        let fixture = try fixture(name)
        let model = try model(fixture, .float32)
        #expect(fixture.expected.texts.map(model.tokenizer.tokens) == fixture.expected.tokens)
        #expect(fixture.expected.tokens.map(\.count).max() == model.contextLength)
    }

    @Test("equals transformers in float32: embeddings to 1e-4, logits to 1e-3", arguments: small)
    func float32(name: String) throws {
        let fixture = try fixture(name)
        let model = try model(fixture, .float32)
        #expect(model.dimension == fixture.expected.dimension)
        #expect(abs(model.logitScale - fixture.expected.logitScale) < 1e-3)

        let textFeatures = try model.features(tokens: fixture.expected.tokens)
        let imageFeatures = try model.features(normalized: fixture.pixels(of: model))
        #expect(Difference.largest(textFeatures, fixture.textFeatures) < 1e-4)
        #expect(Difference.largest(imageFeatures, fixture.imageFeatures) < 1e-4)

        let texts = try model.encode(texts: fixture.expected.texts)
        let images = try model.encode(normalized: fixture.pixels(of: model))
        #expect(Difference.largest(texts, Difference.normalized(fixture.textFeatures)) < 1e-4)
        #expect(Difference.largest(images, Difference.normalized(fixture.imageFeatures)) < 1e-4)
        let logits = images.map { image in texts.map { model.logitScale * Difference.dot(image, $0) } }
        #expect(Difference.largest(logits, fixture.expected.logitsPerImage) < 1e-3)
    }

    @Test("numbers do not change when batches are prepared", arguments: [Precision.float32, .bfloat16])
    func prepared(precision: Precision) throws {
        let fixture = try fixture("quick-gelu")
        let model = try model(fixture, precision)
        let before = try model.encode(normalized: fixture.pixels(of: model))
        for count in 1...model.imageBatchSize { try model.prepare(pictures: count) }
        #expect(try model.encode(normalized: fixture.pixels(of: model)) == before)
    }

    @Test("is close to transformers in bfloat16: a cosine above 0.999", arguments: small)
    func bfloat16(name: String) throws {
        let fixture = try fixture(name)
        let model = try model(fixture, .bfloat16)
        let texts = try model.encode(texts: fixture.expected.texts)
        let images = try model.encode(normalized: fixture.pixels(of: model))
        #expect(Difference.smallestCosine(texts, fixture.textFeatures) > 0.999)
        #expect(Difference.smallestCosine(images, fixture.imageFeatures) > 0.999)
    }

    @Test(
        "is close to transformers in 8 bits: a cosine above 0.999",
        .enabled(if: Int8Weight.isAvailable, "this processor has no AVX2"), arguments: small)
    func int8(name: String) throws {
        let fixture = try fixture(name)
        let model = try model(fixture, .int8)
        let texts = try model.encode(texts: fixture.expected.texts)
        let images = try model.encode(normalized: fixture.pixels(of: model))
        #expect(Difference.smallestCosine(texts, fixture.textFeatures) > 0.999)
        #expect(Difference.smallestCosine(images, fixture.imageFeatures) > 0.999)
        // And the model does not compute in float32.
        #expect(Difference.largest(images, Difference.normalized(fixture.imageFeatures)) > 1e-5)
    }

    @Test(
        "in 8 bits, a picture has the same embedding alone and in a batch",
        .enabled(if: Int8Weight.isAvailable, "this processor has no AVX2"))
    func int8Batching() throws {
        let fixture = try fixture("quick-gelu")
        let model = try model(fixture, .int8)
        let pixels = try fixture.pixels(of: model)
        let alone = try pixels.map { try model.encode(normalized: [$0])[0] }
        #expect(Difference.smallestCosine(try model.encode(normalized: pixels), alone) > 0.99999)
    }

    @Test(
        "equals transformers to a cosine of 0.99999 with the texts' weights in float16, and pictures those of float32",
        .enabled(if: Float16Weight.isAvailable, "this processor has no AVX2, or libtorch no FBGEMM"), arguments: small)
    func float16(name: String) throws {
        let fixture = try fixture(name)
        let (model, exact) = (try model(fixture, .float16), try self.model(fixture, .float32))
        #expect(
            Difference.smallestCosine(try model.encode(texts: fixture.expected.texts), fixture.textFeatures) > 0.99999)
        let pixels = try fixture.pixels(of: model)
        #expect(try model.encode(normalized: pixels) == exact.encode(normalized: pixels))
        // Pictures' embeddings are kept by fingerprint, and are the same.
        #expect(model.fingerprint == exact.fingerprint)
        #expect(
            try fixture.expected.texts.map { try model.encode(texts: [$0]) }
                != fixture.expected.texts.map { try exact.encode(texts: [$0]) })
    }

    @Test(
        "refuses a precision that the processor only emulates, unless it is forced, and says what to use instead",
        .enabled(if: !Processor.hasBFloat16, "this processor has bfloat16: nothing is emulated"))
    func emulated() throws {
        let error = #expect(throws: CLIPError.self) { try Precision.bfloat16.resolved(on: .cpu) }
        #expect(error?.description.contains("emulated") == true)
        #expect(error?.description.contains("int8") == true)
        #expect(try Precision.bfloat16.resolved(on: .cpu, force: true) == .bfloat16)
        #expect(try Precision.auto.resolved(on: .cpu) != .bfloat16)
    }

    @Test("refuses 8 bits where they are not available, and says what to use instead")
    func int8Elsewhere() throws {
        let error = #expect(throws: CLIPError.self) { try Precision.int8.resolved(on: .cuda(0)) }
        #expect(error?.description.contains("use bfloat16 or float32, or set the device to cpu") == true)
    }

    @Test("gives a text the same embedding alone and in a batch with longer ones")
    func batching() throws {
        let fixture = try fixture("quick-gelu")
        let model = try model(fixture, .float32)
        // More than a batch, of all lengths, unordered.
        let texts = (0..<5).flatMap { turn in fixture.expected.texts.map { String(repeating: "x ", count: turn) + $0 } }
        let together = try model.encode(texts: texts)
        let alone = try texts.map { try model.encode(texts: [$0])[0] }
        #expect(Difference.largest(together, alone) < 1e-5)
        let pixels = try fixture.pixels(of: model)
        let pictures = try pixels.map { try model.encode(normalized: [$0])[0] }
        #expect(Difference.largest(try model.encode(normalized: pixels), pictures) < 1e-5)
    }

    @Test("returns nothing for empty input, and refuses input that does not fit")
    func edges() throws {
        let model = try model(try fixture("gelu"), .float32)
        #expect(try model.encode(texts: []).isEmpty)
        #expect(try model.encode(pixels: []).isEmpty)
        #expect(throws: CLIPError.self) { try model.features(tokens: [[]]) }
        #expect(throws: CLIPError.self) { try model.features(tokens: [Array(repeating: 1, count: 21)]) }
        #expect(throws: CLIPError.self) { try model.features(tokens: [[612, 614]]) }
        #expect(throws: CLIPError.self) { try model.features(tokens: [[612, -1]]) }
        let flat = try Tensor.of(bytes: [0, 0, 0], type: .uint8, shape: [3])
        let (size, numbers) = (model.imageSize, try Synthetic.pixels(0, size: model.imageSize))
        for (pixels, found) in [(flat, "[3]"), (numbers, "float32 of the shape [3, \(size), \(size)]")] {
            let error = #expect(throws: CLIPError.self) { try model.encode(pixels: [pixels]) }
            #expect(error?.description.contains(found) == true, "\(String(describing: error))")
        }
        #expect(try model.encode(texts: ["works still"]).count == 1)
    }

    @Test("has a fingerprint that changes with the precision, the weights and every other file")
    func fingerprint() throws {
        let fixture = try fixture("config-dict")
        let plain = try model(fixture, .float32).fingerprint
        #expect(plain.count == 16)
        #expect(try model(fixture, .float32).fingerprint == plain)
        #expect(try model(fixture, .bfloat16).fingerprint != plain)
        for file in ["model.safetensors", "config.json", "vocab.json", "merges.txt", "preprocessor_config.json"] {
            try BrokenModel.with(copyOf: fixture.directory) { directory in
                let url = directory.appending(path: file)
                var data = try Data(contentsOf: url)
                if file == "model.safetensors" { data[data.count - 3] ^= 1 } else { data.append(0x0A) }
                try data.write(to: url)
                let changed = try CLIPModel(directory: directory.path(), precision: .float32)
                #expect(changed.fingerprint != plain, "\(file)")
            }
        }
    }

    /// A new value here invalidates all cached embeddings: correct if embeddings have changed, otherwise a bug.
    @Test("has the fingerprint under which its embeddings are cached")
    func fingerprintOfPixels() throws {
        let fingerprint = try model(fixture("quick-gelu"), .float32).fingerprint
        #expect(fingerprint == "2eb274ee80e39fef")
    }

    @Test("has a fingerprint that changes with each file of split weights, and with the files of transformers 5")
    func fingerprintOfNewerFiles() throws {
        let source = URL(filePath: try ModelVariants.folder.get().path).appending(
            path: "weights in three files, of transformers 5")
        let plain = try CLIPModel(directory: source.path(percentEncoded: false), precision: .float32).fingerprint
        for file in try FileManager.default.contentsOfDirectory(atPath: source.path(percentEncoded: false)) {
            try BrokenModel.with(copyOf: source) { directory in
                let url = directory.appending(path: file)
                var data = try Data(contentsOf: url)
                if file.hasSuffix(".safetensors") { data[data.count - 3] ^= 1 } else { data.append(0x0A) }
                try data.write(to: url)
                let changed = try CLIPModel(directory: directory.path(), precision: .float32)
                #expect(changed.fingerprint != plain, "\(file)")
            }
        }
    }

    @Test("chooses automatically what the processor has: bfloat16, else float16, else float32")
    func automaticPrecision() throws {
        let model = try CLIPModel(directory: fixture("gelu").directory.path())
        #expect(
            model.precision == (Processor.hasBFloat16 ? .bfloat16 : Float16Weight.isAvailable ? .float16 : .float32))
        #expect(model.name == "gelu")
    }
}

import Foundation
import Testing
import Torch

@testable import CLIP

@Suite("Normalising pixels")
struct PixelNormalizationTests {
    private static let configurations = [
        "{}", #"{"do_normalize": false}"#, #"{"do_rescale": false, "image_mean": 127.5, "image_std": 127.5}"#,
        #"{"rescale_factor": 0.00784313725490196, "image_mean": [0.1, 0.2, 0.3], "image_std": [0.9, 1.1, 0.3]}"#,
    ]

    private func preprocessor(_ json: String) throws -> ImagePreprocessor {
        try ImagePreprocessor(json: Array(json.utf8), path: "p", imageSize: 224)
    }

    /// transformers' steps for a whole picture, in its order: rescale, subtract the mean, divide by the deviation.
    private func formula(_ pixels: Tensor, _ configuration: PreprocessorConfiguration) throws -> Tensor {
        let mean = try Tensor.of(configuration.mean, shape: [3, 1, 1])
        let deviation = try Tensor.of(configuration.deviation, shape: [3, 1, 1])
        return try (pixels.to(.float32) * configuration.rescale - mean) / deviation
    }

    @Test("by the table equals the formula bit for bit, for each byte", arguments: configurations)
    func table(json: String) throws {
        let preprocessor = try preprocessor(json)
        // 32 is a multiple of every vector's length, 31 of none.
        for size in [32, 31] {
            let pixels = try Synthetic.bytes(1, size: size)
            let expected = try formula(pixels, preprocessor.configuration).floats()
            #expect(try preprocessor.normalized(pixels).map(\.bitPattern) == expected.map(\.bitPattern))
        }
        #expect(try Set(Synthetic.bytes(1, size: 32).selected(2, along: 0).bytes()).count == 256)
    }

    @Test("by a factor and a summand differs in the last bits only", arguments: configurations)
    func factor(json: String) throws {
        let preprocessor = try preprocessor(json)
        let (normalization, pixels) = (preprocessor.normalization, try Synthetic.bytes(2, size: 32))
        let found = try pixels.scaled(
            by: .of(normalization.factor, shape: [3, 1, 1]), plus: .of(normalization.summand, shape: [3, 1, 1]),
            as: .float32)
        #expect(found.type == .float32 && found.shape == pixels.shape)
        let expected = try preprocessor.normalized(pixels)
        let differences = zip(try found.floats(), expected).map { abs($0 - $1) / max(1, abs($1)) }
        #expect(differences.max() ?? 1 < 1e-6)
    }

    @Test("gives the convolution's patches, in the model's type", arguments: [DType.float32, .bfloat16])
    func patches(type: DType) throws {
        let preprocessor = try preprocessor("{}")
        // A row and a column of pixels are left over.
        let (grid, patch, size) = (3, 5, 16)
        let pictures = try (0..<3).map { try Synthetic.bytes($0, size: size) }
        let found = try Tensor.patches(
            of: pictures, table: preprocessor.normalization.table.to(type), patch: patch, grid: grid)
        #expect(found.type == type && found.shape == [3, grid * grid, 3 * patch * patch])
        let expected = try Tensor.stack(pictures.map { try formula($0, preprocessor.configuration) }).to(type)
            .narrowed(0..<grid * patch, along: 2).narrowed(0..<grid * patch, along: 3)
            .reshaped([3, 3, grid, patch, grid, patch]).permuted([0, 2, 4, 1, 3, 5])
        #expect(try found.to(.float32).floats() == expected.to(.float32).floats())
    }

    @Test("reads pictures in any memory layout, and refuses other tensors")
    func unusualPictures() throws {
        let table = try preprocessor("{}").normalization.table
        let picture = try Synthetic.bytes(1, size: 8)
        let turned = try picture.permuted([1, 2, 0]).contiguous().permuted([2, 0, 1])
        let (plain, other) = (
            try Tensor.patches(of: [picture], table: table, patch: 4, grid: 2),
            try Tensor.patches(of: [turned], table: table, patch: 4, grid: 2)
        )
        #expect(try plain.floats() == other.floats())
        #expect(throws: TorchError.self) { try Tensor.patches(of: [], table: table, patch: 4, grid: 2) }
        #expect(throws: TorchError.self) { try Tensor.patches(of: [picture], table: table, patch: 4, grid: 3) }
        #expect(throws: TorchError.self) { try Tensor.patches(of: [picture], table: picture, patch: 4, grid: 2) }
        #expect(throws: TorchError.self) {
            try Tensor.patches(of: [picture, .of([1, 2])], table: table, patch: 4, grid: 2)
        }
        #expect(throws: TorchError.self) {
            try Tensor.patches(of: [picture.to(.float32)], table: table, patch: 4, grid: 2)
        }
    }

    @Test(
        "within the model changes not a bit of an embedding", arguments: CLIPModelTests.small,
        [Precision.float32, .bfloat16])
    func embeddings(name: String, precision: Precision) throws {
        let directory = Fixtures.folder.appending(path: "models/\(name)").path()
        let model = try CLIPModel(directory: directory, precision: precision, force: true, imageBatchSize: 4)
        // One more than a batch, and two.
        for count in [1, 5, 6] {
            let pictures = try (0..<count).map { try Synthetic.bytes($0, size: model.imageSize) }
            let normalized = try pictures.map { try formula($0, model.preprocessor.configuration) }
            #expect(try model.features(pixels: pictures) == model.features(normalized: normalized))
        }
    }
}

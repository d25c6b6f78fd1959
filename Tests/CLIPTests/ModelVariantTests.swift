import Foundation
import JPEG
import TestSupport
import Testing
import Torch

@testable import CLIP

/// Serial, since models that run at the same time compete for the cores.
@Suite("A saved model", .serialized)
struct ModelVariantTests {
    static let variants = ModelVariants.all?.variants ?? []

    @Test("has at least 40 variants, the same as the script that writes them")
    func complete() throws {
        let written = try FileManager.default.contentsOfDirectory(
            atPath: ModelVariants.folder.get().path)
        #expect(written.count >= 40)
        #expect(Set(written) == Set(Self.variants.map(\.name)))
        for variant in Self.variants {
            #expect((variant.answer == nil) != (variant.refusal == nil), "\(variant.name)")
            // Each difference from transformers needs a reason.
            let differs = (variant.refusal != nil) == (variant.transformers == "loads")
            if variant.transformers != nil, differs { #expect(variant.reason != nil, "\(variant.name)") }
        }
    }

    @Test("equals transformers, or is refused in a sentence that says what to do", arguments: variants)
    func equalsOrRefuses(variant: ModelVariant) throws {
        let directory = try ModelVariants.folder.get().file(variant.name)
        if let words = variant.refusal {
            let error = try #require(throws: CLIPError.self) {
                try CLIPModel(directory: directory, precision: .float32)
            }
            #expect(error.code == .model)
            for word in words { #expect(error.description.contains(word), "\(error)") }
            #expect(error.description.contains(directory) && error.description.hasSuffix("."), "\(error)")
            #expect(!error.description.contains("\n"))
        } else {
            try compare(CLIPModel(directory: directory, precision: .float32), with: #require(variant.answer))
        }
    }

    private func compare(_ model: CLIPModel, with answer: ModelVariant.Answer) throws {
        let all = try #require(ModelVariants.all)
        let tokens = all.texts.map(model.tokenizer.tokens)
        #expect(try tokens == all.tokens(answer))
        #expect(try Difference.largest(model.features(tokens: tokens), all.texts(answer)) < 1e-4)
        let pictures = try (0..<all.pictures(answer).count).map { try Synthetic.pixels($0, size: model.imageSize) }
        #expect(try Difference.largest(model.features(normalized: pictures), all.pictures(answer)) < 1e-4)
        try compare(model.preprocessor, with: all.pixels(answer), of: all.picture)
    }

    /// Compares pixels as ImagePreprocessorTests does: at most 2 levels off for 99 % of the values.
    private func compare(
        _ preprocessor: ImagePreprocessor, with expected: ModelVariant.Pixels, of size: [Int]
    ) throws {
        try Processor.setThreadCount(1)
        let pixels = try preprocessor.pixels(of: Synthetic.picture(width: size[0], height: size[1]))
        #expect(pixels.shape == expected.shape)
        let values = try preprocessor.normalized(pixels)
        let (configuration, channel) = (preprocessor.configuration, values.count / 3)
        let levels = values.enumerated().map { position, value in
            let (mean, deviation) = (
                configuration.mean[position / channel], configuration.deviation[position / channel]
            )
            return (value * deviation + mean) / Float(configuration.rescale)
        }
        #expect(levels.count == expected.levels.count)
        let close = zip(levels, expected.levels).count { abs($0 - Float($1)) < 2.5 }
        #expect(Double(close) >= 0.99 * Double(values.count))
        let sampled = stride(from: 0, to: values.count, by: values.count / 16).map { values[$0] }
        // A wrong mean, deviation or factor changes all values.
        let equal = zip(sampled, expected.values).count { abs($0 - $1) < 1e-4 * max(1, abs($1)) }
        #expect(equal * 10 >= sampled.count * 7, "\(sampled), expected \(expected.values)")
    }
}

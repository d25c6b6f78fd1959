import Foundation
import Torch

@testable import CLIP

/// A model directory made by Tests/Fixtures/clip/models.py, with transformers' results for it.
struct ModelFixture {
    struct Expected: Decodable {
        let texts: [String]
        let tokens: [[Int]]
        let pictures: Int
        let dimension: Int
        let logitScale: Float
        let logitsPerImage: [[Float]]

        enum CodingKeys: String, CodingKey {
            case texts, tokens, pictures, dimension
            case logitScale = "logit_scale"
            case logitsPerImage = "logits_per_image"
        }
    }

    let directory: URL
    let expected: Expected
    /// Not normalised.
    let textFeatures: [[Float]]
    /// Not normalised.
    let imageFeatures: [[Float]]

    init(_ directory: URL) throws {
        self.directory = directory
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: directory.appending(path: "expected.json")))
        let numbers = Fixtures.numbers(
            try Data(contentsOf: directory.appending(path: "features.bin")), as: Float.self)
        let vectors = (0..<expected.texts.count + expected.pictures).map {
            Array(numbers[$0 * expected.dimension..<($0 + 1) * expected.dimension])
        }
        self.expected = expected
        textFeatures = Array(vectors.prefix(expected.texts.count))
        imageFeatures = Array(vectors.suffix(expected.pictures))
    }

    func pixels(of model: CLIPModel) throws -> [Tensor] {
        try (0..<expected.pictures).map { try Synthetic.pixels($0, size: model.imageSize) }
    }
}

/// Comparisons of vectors.
enum Difference {
    /// The largest difference between numbers at the same position; infinite if the shapes differ.
    static func largest(_ a: [[Float]], _ b: [[Float]]) -> Float {
        guard a.map(\.count) == b.map(\.count) else { return .infinity }
        return zip(a.joined(), b.joined()).reduce(0) { largest, pair in
            let difference = abs(pair.0 - pair.1)
            return difference.isNaN ? .infinity : max(largest, difference)
        }
    }

    static func normalized(_ vectors: [[Float]]) -> [[Float]] {
        vectors.map { vector in
            let length = dot(vector, vector).squareRoot()
            return vector.map { $0 / length }
        }
    }

    static func dot(_ a: [Float], _ b: [Float]) -> Float {
        Float(zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) })
    }

    /// The smallest cosine between vectors at the same position.
    static func smallestCosine(_ a: [[Float]], _ b: [[Float]]) -> Float {
        guard a.count == b.count, !a.isEmpty else { return -1 }
        return zip(normalized(a), normalized(b)).map(dot).min() ?? -1
    }
}

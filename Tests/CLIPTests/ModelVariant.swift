import Foundation
import TestSupport
import Testing

/// One variant of a model that Tests/Fixtures/clip/variants.py writes, with transformers' result for it.
struct ModelVariant: Decodable, Sendable, CustomTestStringConvertible {
    /// The positions of the answer's parts in the file's list.
    struct Answer: Decodable, Sendable {
        let tokens: Int
        let texts: Int
        let pictures: Int
        let pixels: Int
    }

    /// A picture as the image processor makes it.
    struct Pixels: Decodable, Sendable {
        let shape: [Int]
        /// About 17 of the values, evenly spaced.
        let values: [Float]
        /// All values as 8-bit levels.
        let levels: Data
    }

    let name: String
    /// Descry's expected answer; nil if it refuses the model.
    let answer: Answer?
    /// Words that Descry's refusal must contain.
    let refusal: [String]?
    /// What transformers did, if it or Descry did not load the model.
    let transformers: String?
    /// Why the two differ.
    let reason: String?

    var testDescription: String { name }
}

/// All variants, with the answers that they share.
struct ModelVariants: Decodable, Sendable {
    enum Part: Decodable, Sendable {
        case tokens([[Int]])
        case features([[Float]])
        case pixels(ModelVariant.Pixels)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let tokens = try? container.decode([[Int]].self) {
                self = .tokens(tokens)
            } else if let features = try? container.decode([[Float]].self) {
                self = .features(features)
            } else {
                self = .pixels(try container.decode(ModelVariant.Pixels.self))
            }
        }
    }

    let texts: [String]
    /// Width and height of the picture that is processed.
    let picture: [Int]
    let variants: [ModelVariant]
    private let parts: [Part]

    static let all: ModelVariants? = try? Fixtures.json("variants.json")

    /// The variants' directories, written once.
    static let folder: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Fixtures.folder.appending(path: "variants.py").path(), folder.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Missing() }
        return folder
    }

    func tokens(_ answer: ModelVariant.Answer) throws -> [[Int]] {
        guard case .tokens(let tokens) = parts[answer.tokens] else { throw Missing() }
        return tokens
    }

    func texts(_ answer: ModelVariant.Answer) throws -> [[Float]] {
        guard case .features(let features) = parts[answer.texts] else { throw Missing() }
        return features
    }

    func pictures(_ answer: ModelVariant.Answer) throws -> [[Float]] {
        guard case .features(let features) = parts[answer.pictures] else { throw Missing() }
        return features
    }

    func pixels(_ answer: ModelVariant.Answer) throws -> ModelVariant.Pixels {
        guard case .pixels(let pixels) = parts[answer.pixels] else { throw Missing() }
        return pixels
    }

    private struct Missing: Error {}
}

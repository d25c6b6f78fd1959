import Foundation
import JPEG
import TestSupport
import Testing
import Torch

@testable import CLIP

@Suite("The preprocessor")
struct ImagePreprocessorTests {
    struct Case: Decodable, CustomTestStringConvertible, Sendable {
        let name: String
        let width: Int
        let height: Int
        let size: Int
        /// About 17 of the values, evenly spaced.
        let values: [Float]
        var testDescription: String { name }
    }

    private struct Configured: Decodable {
        let config: JSONValue
    }

    static let cases: [Case] = (try? Fixtures.json("pixels/expected.json")) ?? []

    @Test("has test cases")
    func fixtures() {
        #expect(Self.cases.count >= 20)
        #expect(Self.stripCases.count >= 20)
    }

    @Test("equals Pillow's pipeline: at most 2 levels of 255 off for 99 % of the values", arguments: cases.indices)
    func equalsPillow(index: Int) throws {
        try Processor.setThreadCount(1)
        let this = Self.cases[index]
        let configuration: [Configured] = try Fixtures.json("pixels/expected.json")
        let preprocessor = try ImagePreprocessor(
            json: Array(JSONEncoder().encode(configuration[index].config)), path: "preprocessor_config.json",
            imageSize: this.size)
        let pixels = try preprocessor.pixels(of: Synthetic.picture(width: this.width, height: this.height))
        #expect(pixels.shape == [3, this.size, this.size])
        let values = try preprocessor.normalized(pixels)

        // Converts back to levels with the exact inverse of the file's own configuration.
        let json = try JSONEncoder().encode(configuration[index].config)
        let decoded = try PreprocessorConfiguration(JSONSection(json: Array(json), path: "preprocessor_config.json"))
        let start = Self.cases[..<index].reduce(0) { $0 + 3 * $1.size * $1.size }
        let levels = try Fixtures.data("pixels/levels.bin")[start..<start + values.count]
        var histogram = [Int](repeating: 0, count: 256)
        for (position, (value, level)) in zip(values, levels).enumerated() {
            let channel = position / (this.size * this.size)
            let exact = (value * decoded.deviation[channel] + decoded.mean[channel]) * 255
            histogram[min(255, Int(abs(exact - Float(level)).rounded()))] += 1
        }
        let close = histogram[0...2].reduce(0, +)
        #expect(Double(close) >= 0.99 * Double(values.count), "\(this.name): \(histogram.prefix(8))")

        // And the normalised values themselves, where the level is the same.
        let step = values.count / 16
        let sampled = stride(from: 0, to: values.count, by: step).map { values[$0] }
        let smallest = decoded.deviation.min() ?? 1
        for (value, expected) in zip(sampled, this.values) {
            #expect(abs(value - expected) < 2.5 / 255 / smallest)
        }
        let equal = zip(sampled, this.values).count { abs($0 - $1) < 1e-5 }
        #expect(equal * 10 >= sampled.count * 8)
    }

    struct Strip: Decodable, CustomTestStringConvertible, Sendable {
        let width: Int
        let height: Int
        let edge: Int
        let crop: Int
        /// The filter's number.
        let resample: Int
        var testDescription: String { "\(width) x \(height) to \(edge), \(crop), filter \(resample)" }
    }

    static let stripCases: [Strip] = (try? Fixtures.json("strips/expected.json")) ?? []

    @Test("equals Pillow for strips, also with odd sizes", arguments: stripCases.indices)
    func stripEqualsPillow(index: Int) throws {
        let strip = Self.stripCases[index]
        let json = """
            {"size": {"shortest_edge": \(strip.edge)}, "crop_size": \(strip.crop), "resample": \(strip.resample),
             "do_normalize": false}
            """
        let preprocessor = try ImagePreprocessor(json: Array(json.utf8), path: "p", imageSize: strip.crop)
        let values = try preprocessor.pixels(of: Synthetic.picture(width: strip.width, height: strip.height)).bytes()
        let start = Self.stripCases[..<index].reduce(0) { $0 + 3 * $1.crop * $1.crop }
        let levels = try Fixtures.data("strips/levels.bin")[start..<start + values.count]
        let differences = zip(values, levels).map { abs(Int($0) - Int($1)) }
        #expect(differences.max() ?? 255 <= 2, "\(strip.testDescription)")
        #expect(differences.count { $0 <= 1 } * 100 >= 99 * differences.count)
    }

    @Test("resizes only the middle of a strip, and refuses a picture without pixels")
    func strips() throws {
        try Processor.setThreadCount(1)
        let preprocessor = try ImagePreprocessor(json: Array("{}".utf8), path: "p", imageSize: 224)
        #expect(try preprocessor.pixels(of: Synthetic.picture(width: 20_000, height: 2)).shape == [3, 224, 224])
        #expect(try preprocessor.pixels(of: Synthetic.picture(width: 1, height: 9_000)).shape == [3, 224, 224])
        #expect(throws: CLIPError.self) { try preprocessor.pixels(of: RGBImage(width: 0, height: 0, pixels: [])) }
    }

    @Test("works on many threads at once")
    func manyThreads() throws {
        let preprocessor = try ImagePreprocessor(json: Array("{}".utf8), path: "p", imageSize: 224)
        let picture = Synthetic.picture(width: 320, height: 240)
        let expected = try preprocessor.pixels(of: picture).bytes()
        let wrong = Counter()
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            try? Processor.setThreadCount(1)
            if (try? preprocessor.pixels(of: picture).bytes()) != expected { wrong.add() }
        }
        #expect(wrong.count == 0)
    }
}

import Foundation
import JPEG
import Testing
import Torch

@testable import CLIP

@Suite("A photograph")
struct PhotographTests {
    private static let photograph = Fixtures.references.appending(path: "franz-kafka.jpg")

    @Test(
        "becomes CLIP's published pixels: at most 2 levels of 255 off for 99 % of them",
        .enabled(
            if: FileManager.default.fileExists(atPath: photograph.path()),
            "there is no photograph in ../shared/references"))
    func pixels() throws {
        try Processor.setThreadCount(1)
        let image = try JPEGDecoder().decode(Array(Data(contentsOf: Self.photograph)))
        let preprocessor = try ImagePreprocessor(json: Array("{}".utf8), path: "p", imageSize: 224)
        let found = try preprocessor.normalized(preprocessor.pixels(of: image))
        let expected = try Fixtures.floats(npy: Fixtures.references.appending(path: "franz-kafka-pixel_values.npy"))
        try #require(found.count == expected.count)
        let deviations: [Float] = [0.26862954, 0.26130258, 0.27577711]
        let levels = zip(found, expected).enumerated().map { index, pair in
            abs(pair.0 - pair.1) * deviations[index / (224 * 224)] * 255
        }
        #expect(Double(levels.count { $0 < 2.01 }) >= 0.99 * Double(levels.count), "\(levels.max() ?? 0) at most")
        #expect(Double(levels.count { $0 < 0.01 }) >= 0.9 * Double(levels.count))
    }
}

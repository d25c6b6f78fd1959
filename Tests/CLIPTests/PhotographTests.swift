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

    @Test("at a sufficient scale becomes the pixels of the whole one: at most 2 levels of 255 off for 99 % of them")
    func reduced() throws {
        try Processor.setThreadCount(1)
        let json = #"{"size": {"shortest_edge": 64}, "crop_size": {"height": 64, "width": 64}}"#
        let preprocessor = try ImagePreprocessor(json: Array(json.utf8), path: "p", imageSize: 64)
        let decoder = JPEGDecoder(limits: JPEGLimits(exactSide: preprocessor.sufficientSide))
        let gallery = Fixtures.folder.appending(path: "../../../deploy/demo/gallery").standardizedFileURL
        var (values, close) = (0, 0)
        for number in 0..<40 {
            let jpeg = try Array(Data(contentsOf: gallery.appending(path: String(format: "%03d.jpg", number))))
            let reduced = try decoder.decode(jpeg)
            #expect((reduced.width, reduced.height) == (320, 213))
            let found = try preprocessor.normalized(preprocessor.pixels(of: reduced))
            let expected = try preprocessor.normalized(preprocessor.pixels(of: JPEGDecoder().decode(jpeg)))
            let deviations = preprocessor.configuration.deviation
            values += found.count
            close += zip(found, expected).enumerated().count { index, pair in
                abs(pair.0 - pair.1) * deviations[index / (64 * 64)] * 255 < 2.01
            }
        }
        #expect(Double(close) >= 0.99 * Double(values), "\(close) of \(values)")
    }
}

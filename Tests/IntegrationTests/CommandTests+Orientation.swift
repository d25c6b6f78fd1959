import Dispatch
import Foundation
import JPEG
import Search
import TestSupport
import Testing
import Threads

/// Pictures as cameras store them: on their side, with a tag that says so.
extension Integration.CommandTests {
    /// Stores a picture of the demo gallery so that it has to be turned to stand upright.
    private static func store(_ name: String, orientation: Int, in folder: TemporaryFolder) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(Checkout.gallery)/\(name)")))
        let stored = try stored(JPEGDecoder().decode(bytes), orientation: orientation)
        let bitmap = folder.file("\(name).ppm")
        try (Data("P6 \(stored.width) \(stored.height) 255\n".utf8) + Data(stored.pixels))
            .write(to: URL(fileURLWithPath: bitmap))
        let compressed = try ChildProcess.run(
            "cjpeg", ["-quality", "95", "-sample", "1x1", "-outfile", folder.file("\(name).plain"), bitmap])
        try #require(compressed.status == 0, "cjpeg (deploy/setup --tests installs it): \(compressed.errors)")
        let plain = try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.file("\(name).plain"))))
        let turned = JPEGFile.inserting(JPEGFile.exif(orientation: UInt8(orientation)), into: plain)
        try Data(turned).write(to: URL(fileURLWithPath: folder.file("gallery/\(name)")))
    }

    /// The pixels from which the orientation leads back to the picture: EXIF 2.32, 4.6.4 A.
    private static func stored(_ upright: RGBImage, orientation: Int) -> RGBImage {
        let swapped = orientation >= 5
        let (width, height) = swapped ? (upright.height, upright.width) : (upright.width, upright.height)
        let isMirrored = [2, 3, 6, 7].contains(orientation)
        let isUpsideDown = [3, 4, 7, 8].contains(orientation)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(upright.pixels.count)
        for y in 0..<height {
            for x in 0..<width {
                var (column, row) = swapped ? (y, x) : (x, y)
                if isMirrored { column = upright.width - 1 - column }
                if isUpsideDown { row = upright.height - 1 - row }
                let at = (row * upright.width + column) * 3
                pixels.append(contentsOf: upright.pixels[at..<at + 3])
            }
        }
        return RGBImage(width: width, height: height, pixels: pixels)
    }

    @Test("the demo gallery, stored in all orientations, evaluates as upright")
    func orientations() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("gallery"), withIntermediateDirectories: false)
        let names = try FileManager.default.contentsOfDirectory(atPath: Checkout.gallery)
            .filter { $0.hasSuffix(".jpg") }.sorted()
        let failed = Monitor<[String]>([])
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            do {
                try Self.store(names[index], orientation: index % 8 + 1, in: folder)
            } catch {
                failed.update { $0.append("\(names[index]): \(error)") }
            }
        }
        try #require(failed.update { $0 } == [])
        try FileManager.default.copyItem(
            atPath: "\(Checkout.gallery)/gallery.json", toPath: folder.file("gallery/gallery.json"))

        func precision(_ gallery: String) throws -> Double {
            let outcome = try descry([
                "evaluate", Checkout.evaluation, "--gallery", gallery, "--json", "--model", Checkout.model,
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let answer = try #require(try lines(outcome).first)
            let means = answer["all"] as? [String: Any]
            return try #require((means?["mean_average_precision"] as? NSNumber)?.doubleValue)
        }
        #expect(abs(try precision(folder.file("gallery")) - precision(Checkout.gallery)) < 0.02)

        // The answers' sizes are those that people see.
        let search = try descry([
            "search", "", "a lake", "-k", "320", "--json", "--gallery", folder.file("gallery"), "--model",
            Checkout.model,
        ])
        let results = try #require(try lines(search).first?["results"] as? [[String: Any]], "\(search.errors)")
        #expect(results.count == names.count)
        #expect(results.allSatisfy { $0["width"] as? Int == 640 && $0["height"] as? Int == 426 })
    }

    @Test("one picture in eight orientations has one embedding")
    func embeddings() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("gallery"), withIntermediateDirectories: false)
        for orientation in 1...8 {
            try Self.store("005.jpg", orientation: orientation, in: folder)
            try FileManager.default.moveItem(
                atPath: folder.file("gallery/005.jpg"), toPath: folder.file("gallery/turned-\(orientation).jpg"))
        }
        let vectors = try lines(try descry(["embed", "--precision", "float32", "--image", folder.file("gallery")]))
            .map { ($0["embedding"] as? [NSNumber] ?? []).map(\.doubleValue) }
        #expect(vectors.count == 8)
        for vector in vectors { #expect(zip(vector, vectors[0]).reduce(0) { $0 + $1.0 * $1.1 } > 0.999) }
    }
}

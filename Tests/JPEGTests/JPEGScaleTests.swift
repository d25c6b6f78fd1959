import JPEG
import TestSupport
import Testing

/// Pictures larger than any source serves, as one's own files may be.
@Suite("A JPEG beyond the limits for pictures from outside", .serialized)
struct JPEGScaleTests {
    let own = JPEGDecoder(limits: .ownFiles(reducedSide: 448))

    @Test("a photograph of 108 megapixels is decoded at half its size", arguments: [false, true])
    func largePhotograph(progressive: Bool) throws {
        let file = JPEGFile.flat(width: 12_000, height: 9_000, progressive: progressive)
        let image = try own.decode(file)
        #expect((image.width, image.height) == (6_000, 4_500))
        #expect(stride(from: 0, to: image.pixels.count, by: 997).allSatisfy { image.pixels[$0] == 128 })
        let turned = try own.decode(JPEGFile.inserting(JPEGFile.exif(orientation: 6), into: file))
        #expect((turned.width, turned.height) == (4_500, 6_000))
        #expect(throws: JPEGError.self) { try JPEGDecoder().decode(file) }
    }

    @Test("what passes the limits is decoded whole", arguments: [false, true])
    func usualPhotograph(progressive: Bool) throws {
        let image = try own.decode(JPEGFile.flat(width: 5_001, height: 3_001, progressive: progressive))
        #expect((image.width, image.height) == (5_001, 3_001))
    }

    @Test(
        "what is large enough is decoded at a scale by which both sides can be divided",
        arguments: [
            (4_000, 3_000, 1_000, 750), (4_000, 3_002, 2_000, 1_501), (4_001, 3_000, 4_001, 3_000),
            (2_688, 5_376, 672, 1_344), (5_368, 5_376, 1_342, 1_344), (1_344, 1_344, 672, 672),
            (1_342, 1_342, 1_342, 1_342), (5_376, 8_000, 672, 1_000), (8_000, 5_376, 1_000, 672),
        ])
    func exactScale(width: Int, height: Int, decodedWidth: Int, decodedHeight: Int) throws {
        let decoder = JPEGDecoder(limits: JPEGLimits(exactSide: 672))
        let image = try decoder.decode(JPEGFile.flat(width: width, height: height))
        #expect((image.width, image.height) == (decodedWidth, decodedHeight))
        let whole = try JPEGDecoder().decode(JPEGFile.flat(width: width, height: height))
        #expect((whole.width, whole.height) == (width, height))
    }

    @Test("a progressive picture whose coefficients take too much is decoded at half its size")
    func progressive() throws {
        let image = try own.decode(JPEGFile.flat(width: 7_001, height: 7_001, progressive: true))
        #expect((image.width, image.height) == (3_501, 3_501))
    }

    @Test("a strip is not made narrower than the model wants it")
    func strip() throws {
        let image = try own.decode(JPEGFile.flat(width: 65_000, height: 800))
        #expect((image.width, image.height) == (65_000, 800))
    }

    @Test("every limit says what the file has, what is allowed, and what to do")
    func messages() throws {
        let file = JPEGFile.flat(width: 9_000, height: 7_000, progressive: true)
        func sentence(_ limits: JPEGLimits, _ file: [UInt8]) throws -> String {
            try #require(#expect(throws: JPEGError.self) { try JPEGDecoder(limits: limits).decode(file) }).description
        }
        let pixels = try sentence(JPEGLimits(), file)
        #expect(pixels.contains("9000 x 7000") && pixels.contains("50 megapixels") && pixels.contains("save it"))
        let memory = try sentence(JPEGLimits(pixels: 100_000_000), file)
        #expect(memory.contains("315 MB") && memory.contains("180 MB") && memory.contains("not progressive"))
        let side = try sentence(JPEGLimits(), JPEGFile.flat(width: 31_000, height: 8))
        #expect(side.contains("31000 x 8") && side.contains("30000 along a side") && side.contains("save it"))
        let scans = try sentence(JPEGLimits(scans: 1), JPEGFile.flat(width: 80, height: 80, progressive: true))
        #expect(scans.contains("1 scans of 80 x 80") && scans.contains("the limit"))
        var own = JPEGLimits.ownFiles(reducedSide: 448)
        own.memory = 100_000_000
        #expect(try sentence(own, file).contains("the limit is 100 MB"))
    }
}

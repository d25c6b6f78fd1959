import Foundation
import JPEG
import TestSupport
import Testing

@Suite("JPEGDecoder")
struct JPEGDecoderTests {
    let decoder = JPEGDecoder()

    @Test("the fixtures are there")
    func fixtures() {
        #expect(Fixture.all.count >= 18)
    }

    @Test("every kind of file gives Pillow's pixels", arguments: Fixture.all)
    func pillow(_ fixture: Fixture) throws {
        let image = try decoder.decode(fixture.bytes())
        let expected = try fixture.expected()
        try #require(image.width == expected.width && image.height == expected.height)
        let differences = zip(image.pixels, expected.pixels).map { abs(Int($0) - Int($1)) }
        // Other builds of libjpeg round a little differently.
        #expect(differences.max() ?? 0 <= 2)
        #expect(differences.reduce(0, +) <= differences.count / 20)
    }

    @Test(
        "what is no JPEG is said to be what it is",
        arguments: [
            ([], "no bytes"), (Array("\u{89}PNG\r\n".unicodeScalars.map { UInt8($0.value) }), "it is a PNG file"),
            (Array("<!DOCTYPE html><html>".utf8), "HTML"), (Array("{\"error\": 1}".utf8), "JSON"),
            ([0, 1, 2, 3], "start-of-image"),
        ])
    func otherFormats(_ bytes: [UInt8], _ word: String) {
        #expect {
            try decoder.decode(bytes)
        } throws: { error in
            guard case .notJPEG(let detail) = error as? JPEGError else { return false }
            return detail.contains(word)
        }
    }

    @Test("a file that is cut anywhere is damaged, not grey", arguments: ["ycbcr-420", "progressive-420", "cmyk"])
    func cut(_ name: String) throws {
        let bytes = try Fixture.named(name)
        for length in 2..<(bytes.count - 2) {
            #expect {
                try decoder.decode(Array(bytes[..<length]))
            } throws: { error in
                if case .damaged = error as? JPEGError { true } else { false }
            }
        }
    }

    @Test("a file that is cut and closed again is damaged", arguments: ["ycbcr-420", "progressive-420", "cmyk"])
    func closedEarly(_ name: String) throws {
        let bytes = HostileFile.resized(try Fixture.named(name), width: 500, height: 500)
        #expect {
            try decoder.decode(bytes)
        } throws: { error in
            if case .damaged = error as? JPEGError { true } else { false }
        }
    }

    @Test("12 bits per sample are unsupported")
    func twelveBits() throws {
        let bytes = HostileFile.withPrecision(try Fixture.named("ycbcr-444"), bits: 12)
        #expect {
            try decoder.decode(bytes)
        } throws: { error in
            guard case .unsupported(let detail) = error as? JPEGError else { return false }
            return detail.contains("12")
        }
    }

    @Test(
        "sizes beyond the limits are refused by the header",
        arguments: [
            (64_250, 64_250), (65_500, 1), (1, 65_500), (10_000, 5_001),
        ])
    func tooManyPixels(_ width: Int, _ height: Int) throws {
        let bytes = HostileFile.resized(try Fixture.named("ycbcr-420"), width: width, height: height)
        #expect {
            try decoder.decode(bytes)
        } throws: { error in
            guard case .tooLarge(let detail) = error as? JPEGError else { return false }
            return detail.contains("\(width) x \(height)")
        }
    }

    @Test("a progressive file that needs too much memory is refused")
    func tooMuchMemory() throws {
        let bytes = HostileFile.resized(try Fixture.named("progressive-444"), width: 7_000, height: 7_000)
        #expect {
            try decoder.decode(bytes)
        } throws: { error in
            guard case .tooLarge(let detail) = error as? JPEGError else { return false }
            return detail.contains("MB")
        }
    }

    @Test("a thousand scans are refused, a few more than usual are not")
    func scans() throws {
        let bytes = try Fixture.named("progressive-grey")
        #expect {
            try decoder.decode(HostileFile.repeatingLastScan(bytes, times: 1_000))
        } throws: { error in
            guard case .tooLarge(let detail) = error as? JPEGError else { return false }
            return detail.contains("scans")
        }
        let image = try decoder.decode(HostileFile.repeatingLastScan(bytes, times: 20))
        #expect(image.width == 45)
    }

    @Test("scans of a large picture are counted by their pixels")
    func scannedPixels() throws {
        let strict = JPEGDecoder(limits: JPEGLimits(scannedPixels: 45 * 31 * 30))
        #expect {
            try strict.decode(HostileFile.repeatingLastScan(try Fixture.named("progressive-grey"), times: 90))
        } throws: { error in
            guard case .tooLarge(let detail) = error as? JPEGError else { return false }
            return detail.contains("scans")
        }
    }

    @Test("limits can be set")
    func limits() throws {
        let strict = JPEGDecoder(limits: JPEGLimits(pixels: 100))
        #expect(throws: JPEGError.self) { try strict.decode(Fixture.named("ycbcr-420")) }
        #expect(try strict.decode(Fixture.named("17x3")).height == 3)
    }

    @Test("flipped bits never crash, and a picture has the size that it says", arguments: Fixture.all)
    func bitFlips(_ fixture: Fixture) throws {
        var random = SplitMix64(state: 7)
        let bytes = try fixture.bytes()
        let bounded = JPEGDecoder(limits: JPEGLimits(pixels: 1_000_000))
        for _ in 0..<400 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let bit = Int.random(in: 0..<(broken.count * 8), using: &random)
                broken[bit / 8] ^= 1 << UInt8(bit % 8)
            }
            if let image = try? bounded.decode(broken) {
                #expect(image.pixels.count == image.width * image.height * 3)
            }
        }
    }

    @Test("many threads decode at once")
    func threads() throws {
        let bytes = try Fixture.named("ycck")
        let expected = try decoder.decode(bytes)
        DispatchQueue.concurrentPerform(iterations: 64) { index in
            let cut = index.isMultiple(of: 2) ? bytes : Array(bytes.dropLast(40))
            let image = try? decoder.decode(cut)
            #expect(image == (index.isMultiple(of: 2) ? expected : nil))
        }
    }
}

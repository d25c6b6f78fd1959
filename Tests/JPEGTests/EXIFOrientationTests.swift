import Foundation
import JPEG
import TestSupport
import Testing

/// The right values were read from Chromium 156 (the drawn pixels of each file), and from Pillow 13 where it agrees.
@Suite("EXIF orientation")
struct EXIFOrientationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let segments: [UInt8]
        let orientation: Int

        init(_ name: String, _ orientation: Int, _ segments: [UInt8]...) {
            testDescription = name
            self.segments = segments.flatMap(\.self)
            self.orientation = orientation
        }
    }

    typealias Entry = TIFFStructure.Entry

    static func exif(_ tiff: TIFFStructure = TIFFStructure()) -> [UInt8] {
        JPEGFile.application1(Array("Exif\0\0".utf8) + tiff.bytes)
    }

    static func exif(bytes: [UInt8]) -> [UInt8] { JPEGFile.application1(Array("Exif\0\0".utf8) + bytes) }

    static func exif(_ entries: Entry...) -> [UInt8] { exif(TIFFStructure(entries: entries)) }

    static let xmp = JPEGFile.application1(
        Array("http://ns.adobe.com/xap/1.0/\0<rdf:Description tiff:Orientation=\"6\"/>".utf8))
    static let other = Entry(tag: 0x0131, type: 2, count: 4, value: 0x64_6362)

    static let values = (0...9).flatMap { value in
        [false, true].map { bigEndian in
            Case(
                "\(bigEndian ? "big" : "little")-endian \(value)", 1...8 ~= value ? value : 1,
                exif(TIFFStructure(bigEndian: bigEndian, entries: [Entry(value: value)])))
        }
    }

    static let places = [
        Case("behind XMP", 6, xmp, exif()),
        Case("before XMP", 6, exif(), xmp),
        Case("behind a comment", 6, [0xFF, 0xFE, 0, 4, 1, 2], exif()),
        Case("behind fill bytes", 6, [0xFF, 0xFF], exif()),
        Case("behind another entry", 6, exif(other, Entry())),
        Case("in a directory further on", 6, exif(TIFFStructure(gap: 100))),
        Case("in a directory at an odd place", 6, exif(TIFFStructure(gap: 1))),
        Case("in a directory without a link to the next", 6, exif(bytes: Array(TIFFStructure().bytes.dropLast(4)))),
        Case("in a directory that leads to itself", 6, exif(TIFFStructure(next: 8))),
        Case("in a directory that claims more entries", 6, exif(TIFFStructure(claimed: 500))),
        Case("behind a value that is none", 6, exif(Entry(value: 9), Entry())),
        Case("behind an entry of another type", 6, exif(Entry(type: 4, value: 3), Entry())),
        Case("the first of two", 6, exif(Entry(), Entry(value: 3))),
        Case("the first of two segments", 6, exif(), exif(Entry(value: 3))),
        Case(
            "not the thumbnail's", 3,
            exif(TIFFStructure(entries: [Entry(value: 3)], next: 26, rest: TIFFStructure().directoryBytes))),
    ]

    static let absurd = [
        Case("a LONG", 1, exif(Entry(type: 4))),
        Case("a BYTE", 1, exif(Entry(type: 1))),
        Case("an unknown type", 1, exif(Entry(type: 77))),
        Case("no value", 1, exif(Entry(count: 0))),
        Case("two values", 1, exif(Entry(count: 2))),
        Case("4,294,967,295 values", 1, exif(Entry(count: 0xFFFF_FFFF))),
        Case("65,535", 1, exif(Entry(value: 65_535))),
        Case("XMP only", 1, xmp),
        Case("the second segment only", 1, exif(other), exif()),
        Case("a segment that is no TIFF, then another", 1, exif(bytes: Array("XXXXXXXXXX".utf8)), exif()),
        Case("the thumbnail only", 1, exif(TIFFStructure(entries: [], next: 14, rest: TIFFStructure().directoryBytes))),
        Case("a directory at 0", 1, exif(TIFFStructure(directory: 0))),
        Case("a directory beyond the segment", 1, exif(TIFFStructure(directory: 5_000))),
        Case("a directory at the end of all numbers", 1, exif(TIFFStructure(directory: 0xFFFF_FFFF))),
        Case("an entry that is cut", 1, exif(bytes: Array(TIFFStructure().bytes.prefix(20)))),
        Case("BigTIFF's magic number", 1, exif(TIFFStructure(magic: 43))),
        Case("no byte order", 1, exif(bytes: [0x4D, 0x49] + TIFFStructure().bytes.dropFirst(2))),
        Case("in lower case", 1, JPEGFile.application1(Array("exif\0\0".utf8) + TIFFStructure().bytes)),
        Case("in application segment 2", 1, [0xFF, 0xE2] + exif().dropFirst(2)),
        Case("nothing", 1),
    ]

    @Test("is what a browser shows", arguments: values + places + absurd)
    func reads(_ file: Case) throws {
        let bytes = JPEGFile.inserting(file.segments, into: try Fixture.named("17x3"))
        #expect(EXIFOrientation(jpeg: bytes).rawValue == file.orientation)
        // The pixels follow, and so does the header.
        let image = try JPEGDecoder().decode(bytes)
        #expect((image.width, image.height) == (file.orientation >= 5 ? (3, 17) : (17, 3)))
        let header = try #require(JPEGHeader(bytes))
        #expect((header.width, header.height) == (image.width, image.height))
    }

    @Test("is read before the scan only")
    func behind() throws {
        #expect(EXIFOrientation(jpeg: try Fixture.named("17x3") + Self.exif()) == .topLeft)
    }

    @Test("any byte anywhere, and any cut, is read without a fault")
    func fuzzed() throws {
        var random = SplitMix64(state: 9)
        let file = JPEGFile.inserting(Self.exif(TIFFStructure(bigEndian: true)), into: try Fixture.named("17x3"))
        for length in 0..<60 { _ = EXIFOrientation(jpeg: Array(file.prefix(length))) }
        for _ in 0..<20_000 {
            var broken = file
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                broken[Int.random(in: 0..<50, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = EXIFOrientation(jpeg: broken)
            _ = JPEGHeader(broken)
        }
    }

    @Test("the header is that of each fixture, from as many bytes as it needs", arguments: Fixture.all)
    func header(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let header = try #require(JPEGHeader(bytes))
        #expect((header.width, header.height) == (fixture.width, fixture.height))
        for length in 0..<bytes.count { #expect(JPEGHeader(Array(bytes.prefix(length))).map { $0 == header } ?? true) }
        #expect(JPEGHeader(Array(bytes.prefix(100))) == nil)
    }
}

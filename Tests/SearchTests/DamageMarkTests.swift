import Foundation
import Testing

@testable import Search

@Suite struct DamageMarkTests {
    private let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 0xFF, 0xD9]
    private let start = Date(timeIntervalSinceReferenceDate: 0)

    @Test("bytes seen once are not asked for again for some minutes, bytes seen again for a day")
    func growsOld() {
        let once = DamageMark(bytes, earlier: nil, at: start)
        #expect(!once.isConfirmed)
        #expect(once.stands(at: start.addingTimeInterval(599)))
        #expect(!once.stands(at: start.addingTimeInterval(601)))
        let again = DamageMark(bytes, earlier: once, at: start.addingTimeInterval(601))
        #expect(again.isConfirmed)
        #expect(again.stands(at: start.addingTimeInterval(80_000)))
        #expect(!again.stands(at: start.addingTimeInterval(90_000)))
    }

    @Test(
        "other bytes are another sight, be they of the same length or a part",
        arguments: [[0xFF, 0xD8, 0xFF, 1, 3, 0xFF, 0xD9], [0xFF, 0xD8, 0xFF, 1, 0xFF, 0xD9], []] as [[UInt8]])
    func tellsBytesApart(other: [UInt8]) {
        let twice = DamageMark(bytes, earlier: DamageMark(bytes, earlier: nil))
        #expect(!DamageMark(other, earlier: twice).isConfirmed)
    }

    @Test("a mark of the future does not stand")
    func survivesClocks() {
        #expect(!DamageMark(bytes, earlier: nil, at: start.addingTimeInterval(1e9)).stands(at: start))
    }

    @Test("is read back from the cache, and no embedding or rubbish is read as one")
    func roundTrips() throws {
        let mark = DamageMark(bytes, earlier: nil, at: start)
        let payload = try #require(mark.payload)
        #expect(!payload.count.isMultiple(of: 2))
        #expect(DamageMark(payload: payload) == mark)
        #expect(Embedding(float16Bytes: payload, dimension: payload.count / 2) == nil)
        #expect(DamageMark(payload: payload + [UInt8(ascii: " ")]) == nil)
        #expect(DamageMark(payload: Array("damaged".utf8)) == nil)
        #expect(DamageMark(payload: []) == nil)
    }

    @Test(
        "a JPEG is whole if it ends with an end-of-image marker, padded or not",
        arguments: [
            ([0xFF, 0xD8, 0xFF, 1, 0xFF, 0xD9], true), ([0xFF, 0xD8, 0xFF, 1, 0xFF, 0xD9, 0, 0], true),
            ([0xFF, 0xD8, 0xFF, 1, 0xFF], false), ([0xFF, 0xD8, 0xFF, 1, 0xD9], false),
            ([0xFF, 0xD8, 0xFF, 0xD9], false),
            ([0xFF, 0xD8, 0xFF], false), ([], false), (Array("<html>".utf8), false), ([0, 0, 0], false),
        ] as [([UInt8], Bool)])
    func knowsWholeFiles(bytes: [UInt8], isWhole: Bool) {
        #expect(DamageMark.isWholeJPEG(bytes) == isWhole)
    }
}

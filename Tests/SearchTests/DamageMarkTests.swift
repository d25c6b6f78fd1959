import Foundation
import Ranking
import Testing

@testable import Search

@Suite struct DamageMarkTests {
    private let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 0xFF, 0xD9]
    private let start = Date(timeIntervalSinceReferenceDate: 0)

    private func mark(_ bytes: [UInt8]? = nil, after earlier: DamageMark? = nil, at seconds: Double = 0) -> DamageMark {
        DamageMark(
            bytes ?? self.bytes, PictureFailure(.damaged, detail: "no such marker"), earlier: earlier,
            at: start.addingTimeInterval(seconds))
    }

    private func remaining(_ mark: DamageMark, at seconds: Double) -> Duration? {
        mark.remaining(at: start.addingTimeInterval(seconds))
    }

    @Test("bytes seen once are not tried for some minutes, bytes seen again for a day")
    func growsOld() {
        let once = mark()
        #expect(!once.isConfirmed)
        #expect(remaining(once, at: 599) == .seconds(1))
        #expect(remaining(once, at: 601) == nil)
        let again = mark(after: once, at: 601)
        #expect(again.isConfirmed)
        #expect(remaining(again, at: 80_000) != nil)
        #expect(remaining(again, at: 90_000) == nil)
        #expect(mark(after: again, at: 90_000).isConfirmed)
    }

    @Test("the same bytes within ten minutes are the same detection")
    func needsTime() {
        let twice = mark(after: mark(), at: 300)
        #expect(!twice.isConfirmed)
        #expect(mark(after: twice, at: 601).isConfirmed)
    }

    @Test(
        "other bytes are another detection, also of the same length, or a part",
        arguments: [[0xFF, 0xD8, 0xFF, 1, 3, 0xFF, 0xD9], [0xFF, 0xD8, 0xFF, 1, 0xFF, 0xD9], []] as [[UInt8]])
    func tellsBytesApart(other: [UInt8]) {
        let twice = mark(after: mark(), at: 601)
        #expect(!mark(other, after: twice, at: 2000).isConfirmed)
    }

    @Test("a mark from the future is invalid, but for clocks that differ a little")
    func survivesClocks() {
        #expect(remaining(mark(at: 1e9), at: 0) == nil)
        #expect(remaining(mark(at: 30), at: 0) != nil)
    }

    @Test("is read back from the cache, and no embedding or damaged value is read as one")
    func roundTrips() throws {
        let mark = mark()
        let payload = try #require(mark.payload)
        #expect(DamageMark(payload: payload) == nil, "it is older than the cache keeps any")
        #expect(!payload.count.isMultiple(of: 2))
        #expect(DamageMark(payload: payload, at: start) == mark)
        #expect(Embedding(float16Bytes: payload, dimension: payload.count / 2) == nil)
        #expect(DamageMark(payload: payload + [UInt8(ascii: " ")], at: start) == nil)
        #expect(DamageMark(payload: Array("damaged".utf8)) == nil)
        #expect(DamageMark(payload: []) == nil)
    }

    @Test(
        "a mark with impossible numbers is refused",
        arguments: [
            "\"seen\": -1e300", "\"seen\": 1e300", "\"seen\": 1e30", "\"seen\": -1e19", "\"length\": -1",
            "\"sightings\": 9223372036854775807", "\"sightings\": -9223372036854775808", "\"sightings\": 0",
            "\"detail\": \"\(String(repeating: "x", count: 10_000))\"",
        ])
    func refusesImpossible(member: String) {
        let standard = ["\"detail\": \"\"", "\"length\": 7", "\"checksum\": 1", "\"sightings\": 1", "\"seen\": 0"]
        func name(_ member: String) -> Substring { member.prefix { $0 != ":" } }
        func payload(_ members: [String]) -> [UInt8] {
            let json = Array("{\(members.joined(separator: ", "))}".utf8)
            return json + (json.count.isMultiple(of: 2) ? [UInt8(ascii: " ")] : [])
        }
        #expect(DamageMark(payload: payload(standard), at: start) != nil)
        let changed = standard.map { name($0) == name(member) ? member : $0 }
        #expect(DamageMark(payload: payload(changed), at: start) == nil)
    }

    @Test(
        "a mark with any date has a validity, and can be followed by another one",
        arguments: [-1e300, -1e19, 1e19, 1e300])
    func survivesAnyDate(seconds: Double) {
        let mark = mark(at: seconds)
        #expect(remaining(mark, at: 0) == nil)
        #expect(remaining(self.mark(after: mark), at: 0) == (seconds < 0 ? .seconds(24 * 3600) : nil))
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

import Formats
import Foundation

/// The format of values in the shared cache: version, length, checksum, payload.
///
/// A value that does not match (cut, flipped, of another version or program) is a miss.
enum CacheFrame {
    private static let version: UInt8 = 1
    private static let headerSize = 13

    static func seal(_ payload: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = [version]
        frame.reserveCapacity(headerSize + payload.count)
        frame += littleEndianBytes(of: UInt32(payload.count))
        frame += littleEndianBytes(of: checksum(payload[...]))
        frame.append(contentsOf: payload)
        return frame
    }

    static func open(_ frame: [UInt8]) -> [UInt8]? {
        guard frame.count >= headerSize, frame[0] == version else { return nil }
        let payload = frame[headerSize...]
        guard frame[1..<5].elementsEqual(littleEndianBytes(of: UInt32(payload.count))),
            frame[5..<headerSize].elementsEqual(littleEndianBytes(of: checksum(payload)))
        else { return nil }
        return Array(payload)
    }

    private static func littleEndianBytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
        stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash = FNV1a()
        hash.add(bytes)
        return hash.value
    }
}

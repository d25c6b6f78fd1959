import Foundation

/// The form in which values lie in the shared cache: version, length, checksum, payload.
///
/// What does not fit (cut, flipped, another version's, another program's) is a miss.
enum CacheFrame {
    private static let version: UInt8 = 1
    private static let headerSize = 13

    static func seal(_ payload: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = [version]
        frame.reserveCapacity(headerSize + payload.count)
        unsafe withUnsafeBytes(of: UInt32(payload.count).littleEndian) { unsafe frame.append(contentsOf: $0) }
        unsafe withUnsafeBytes(of: checksum(payload[...]).littleEndian) { unsafe frame.append(contentsOf: $0) }
        frame.append(contentsOf: payload)
        return frame
    }

    static func open(_ frame: [UInt8]) -> [UInt8]? {
        guard frame.count >= headerSize, frame[0] == version else { return nil }
        let (length, sum) = unsafe frame.withUnsafeBytes { bytes in
            unsafe (
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self)),
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 5, as: UInt64.self))
            )
        }
        let payload = frame[headerSize...]
        guard payload.count == Int(length), checksum(payload) == sum else { return nil }
        return Array(payload)
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo): finds accidents, which is all it is for.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return hash
    }
}

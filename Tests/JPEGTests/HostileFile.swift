/// Makes files that ask for too much, out of good ones.
enum HostileFile {
    /// The same file with another size in its frame header (ITU-T T.81, B.2.2).
    static func resized(_ bytes: [UInt8], width: Int, height: Int) -> [UInt8] {
        var bytes = bytes
        let frame = frameHeader(bytes)
        for (offset, value) in [(5, height), (7, width)] {
            bytes[frame + offset] = UInt8(value >> 8)
            bytes[frame + offset + 1] = UInt8(value & 0xFF)
        }
        return bytes
    }

    /// The same file with another sample precision in its frame header.
    static func withPrecision(_ bytes: [UInt8], bits: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes[frameHeader(bytes) + 4] = bits
        return bytes
    }

    /// A progressive file with its last scan so many times more.
    static func repeatingLastScan(_ bytes: [UInt8], times: Int) -> [UInt8] {
        let start = bytes.indices.last { bytes[$0] == 0xFF && $0 + 1 < bytes.count && bytes[$0 + 1] == 0xDA }!
        let scan = bytes[start..<(bytes.count - 2)]
        return bytes[..<start] + Array(repeating: scan, count: times + 1).joined() + [0xFF, 0xD9]
    }

    private static func frameHeader(_ bytes: [UInt8]) -> Int {
        var at = 2
        while ![0xC0, 0xC1, 0xC2].contains(bytes[at + 1]) {
            at += 2 + Int(bytes[at + 2]) << 8 + Int(bytes[at + 3])
        }
        return at
    }
}

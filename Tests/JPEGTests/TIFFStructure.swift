/// A TIFF structure (TIFF 6.0, section 2), right or wrong in any of its parts.
struct TIFFStructure {
    struct Entry {
        var tag = 0x0112
        var type = 3
        var count = 1
        var value = 6
    }

    var bigEndian = false
    var magic = 42
    var entries = [Entry()]
    /// Where the first directory lies; nil for behind the header.
    var directory: Int?
    /// Zeros between the header and the directory.
    var gap = 0
    /// How many entries the directory claims to have; nil for what it has.
    var claimed: Int?
    /// Where the next directory is said to be.
    var next = 0
    /// What follows.
    var rest: [UInt8] = []

    var bytes: [UInt8] {
        var bytes: [UInt8] = bigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
        bytes += number(magic, 2) + number(directory ?? 8 + gap, 4) + [UInt8](repeating: 0, count: gap)
        bytes += directoryBytes
        return bytes + number(next, 4) + rest
    }

    /// The directory alone.
    var directoryBytes: [UInt8] {
        entries.reduce(into: number(claimed ?? entries.count, 2)) { bytes, entry in
            bytes += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4)
            bytes += entry.type == 3 ? number(entry.value, 2) + [0, 0] : number(entry.value, 4)
        }
    }

    private func number(_ value: Int, _ count: Int) -> [UInt8] {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return bigEndian ? bytes.reversed() : bytes
    }
}

/// A JPEG's size and orientation, from the segments before its first scan (ITU-T T.81, annex B), in microseconds.
public struct JPEGHeader: Sendable, Equatable {
    /// Width in pixels of the upright picture.
    public let width: Int
    /// Height in pixels of the upright picture.
    public let height: Int
    public let orientation: EXIFOrientation

    /// Reads the beginning of a file.
    ///
    /// - Returns: nil if the bytes are no JPEG, or end before its first scan.
    public init?(_ bytes: [UInt8]) {
        let segments = JPEGSegments(bytes)
        guard let frame = segments.frame, segments.reachesScan else { return nil }
        orientation = EXIFOrientation(segments: segments)
        (width, height) =
            orientation.swapsSides ? (frame.height, frame.width) : (frame.width, frame.height)
    }
}

/// The marker segments up to the first scan, read as libjpeg does: bytes between them are skipped.
struct JPEGSegments {
    private(set) var frame: (width: Int, height: Int)?
    /// Whether the bytes hold the beginning of a scan.
    private(set) var reachesScan = false
    /// The content of the first application segment 1 of EXIF, after "Exif", a zero and a padding byte. Only the first one
    /// is kept, since a file can have millions.
    private(set) var exif: ArraySlice<UInt8>?

    /// - Parameter bytes: a file or its beginning.
    init(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return }
        var at = 2
        while let marker = Self.nextMarker(in: bytes, &at) {
            // TEM and RST0 to RST7 have no length.
            if marker == 0x01 || 0xD0...0xD7 ~= marker { continue }
            if marker == 0xD9 { return }
            if marker == 0xDA {
                reachesScan = true
                return
            }
            guard let length = bytes[at...].number(at: at, bytes: 2), length >= 2, at + length <= bytes.count else {
                return
            }
            let payload = bytes[at + 2..<at + length]
            switch marker {
            case 0xE1 where exif == nil && payload.count >= 6 && payload.starts(with: [0x45, 0x78, 0x69, 0x66, 0]):
                exif = payload.dropFirst(6)
            // The start-of-frame markers, without DHT, JPG and DAC.
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
                if let height = payload.number(at: payload.startIndex + 1, bytes: 2),
                    let width = payload.number(at: payload.startIndex + 3, bytes: 2), width > 0, height > 0
                {
                    frame = (width, height)
                }
            default: break
            }
            at += length
        }
    }

    /// Moves to the byte after the next marker: 0xFF, any number of padding 0xFF, and a byte that is not 0.
    private static func nextMarker(in bytes: [UInt8], _ at: inout Int) -> UInt8? {
        while at + 1 < bytes.count {
            let (first, second) = (bytes[at], bytes[at + 1])
            at += 1
            if first == 0xFF, second != 0xFF, second != 0 {
                at += 1
                return second
            }
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// An unsigned number, or nil if it does not lie within the slice.
    func number(at index: Int, bytes count: Int, bigEndian: Bool = true) -> Int? {
        guard index >= startIndex, index <= endIndex - count else { return nil }
        let bytes = self[index..<index + count]
        return (bigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
}

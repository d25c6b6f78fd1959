/// How a stored picture has to be rotated or mirrored to be upright: EXIF's tag 274.
///
/// EXIF 2.32 (CIPA DC-008), 4.6.4 A, in a structure of TIFF 6.0, section 2. It is read as Chromium does
/// (`image-orientation: from-image`, CSS Images 3), since that is what people see: in the first `Exif` segment's first
/// directory, the first entry of type SHORT, count 1 and a value from 1 to 8. Pillow's `exif_transpose` agrees for every
/// file that follows the standard; it also accepts a LONG, two values, and XMP's `tiff:Orientation`. Invalid entries are
/// ignored.
public enum EXIFOrientation: Int, Sendable, CaseIterable {
    /// Named by where the stored picture's first row and first column are in the upright one.
    case topLeft = 1
    case topRight, bottomRight, bottomLeft, leftTop, rightTop, rightBottom, leftBottom

    /// Whether the upright picture is as wide as the stored one is high.
    public var swapsSides: Bool { rawValue >= Self.leftTop.rawValue }

    /// Reads a JPEG file's bytes; `topLeft` if they have no orientation.
    public init(jpeg bytes: [UInt8]) { self.init(segments: JPEGSegments(bytes)) }

    init(segments: JPEGSegments) { self = segments.exif.flatMap { Self(tiff: $0) } ?? .topLeft }

    /// Reads the first directory of a TIFF structure; nil where it has no such entry.
    private init?(tiff: ArraySlice<UInt8>) {
        let bigEndian: Bool
        if tiff.starts(with: [0x4D, 0x4D]) {
            bigEndian = true
        } else if tiff.starts(with: [0x49, 0x49]) {
            bigEndian = false
        } else {
            return nil
        }
        func number(_ offset: Int, _ count: Int) -> Int? {
            tiff.number(at: tiff.startIndex + offset, bytes: count, bigEndian: bigEndian)
        }
        // Only within the segment, and only the first directory, since others could form a cycle.
        guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<count {
            let at = directory + 2 + entry * 12
            guard let tag = number(at, 2), let type = number(at + 2, 2), let values = number(at + 4, 4),
                let value = number(at + 8, 2), number(at + 8, 4) != nil
            else { return nil }
            if tag == 0x0112, type == 3, values == 1, let orientation = Self(rawValue: value) {
                self = orientation
                return
            }
        }
        return nil
    }
}

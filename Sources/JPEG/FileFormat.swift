/// Names the format of a file by its first bytes.
public enum FileFormat {
    /// How many bytes of a file are looked at.
    public static let prefixLength = 16

    /// Signatures: where the bytes stand, what they are, and the format's name.
    private static let signatures: [(offset: Int, bytes: String, name: String)] = [
        (0, "\u{89}PNG", "PNG"), (0, "GIF8", "GIF"), (8, "WEBP", "WebP"), (0, "BM", "BMP"),
        (0, "II*\0", "TIFF"), (0, "MM\0*", "TIFF"), (4, "ftypheic", "HEIC"), (4, "ftypheix", "HEIC"),
        (4, "ftypmif1", "HEIF"), (4, "ftypmsf1", "HEIF"), (4, "ftyphevc", "HEIC"), (4, "ftypavif", "AVIF"),
        (4, "ftypavis", "AVIF"), (4, "ftypcrx ", "CR3"), (4, "ftypqt  ", "QuickTime"), (4, "ftyp", "MP4"),
        (4, "JXL ", "JPEG XL"), (0, "\u{FF}\u{0A}", "JPEG XL"), (4, "jP  ", "JPEG 2000"),
        (0, "\u{FF}\u{4F}\u{FF}\u{51}", "JPEG 2000"), (0, "8BPS", "PSD"), (0, "%PDF", "PDF"),
        (0, "PK\u{03}\u{04}", "ZIP"),
        (0, "\0\0\u{01}\0", "ICO"), (0, "\0\u{05}\u{16}\u{07}", "AppleDouble"), (0, "<svg", "SVG"),
        (0, "version https://g", "Git LFS pointer"), (0, "<", "HTML or XML"), (0, "{", "JSON"),
    ]

    /// Whether the bytes begin as a JPEG does: a start-of-image marker and the beginning of another one.
    public static func isJPEG(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0xFF, 0xD8, 0xFF])
    }

    /// The format's name, as in `PNG`; nil if it is none of those known.
    public static func name(of bytes: some Collection<UInt8>) -> String? {
        if isJPEG(bytes) { return "JPEG" }
        return signatures.first { signature in
            let bytes = bytes.dropFirst(signature.offset)
            let wanted = signature.bytes.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }.prefix(prefixLength)
            return bytes.starts(with: wanted)
        }?.name
    }
}

internal import Files

/// Recognizes a file's format by its first bytes.
public enum FileFormat {
    /// How many bytes of a file are needed.
    public static let prefixLength = max(16, GitLFS.prefixLength)

    /// Signatures with their offset and the format's name.
    private static let signatures: [(offset: Int, bytes: String, name: String)] = [
        (0, "\u{89}PNG", "PNG"), (0, "GIF8", "GIF"), (8, "WEBP", "WebP"), (0, "BM", "BMP"),
        (0, "II*\0", "TIFF"), (0, "MM\0*", "TIFF"), (4, "ftypheic", "HEIC"), (4, "ftypheix", "HEIC"),
        (4, "ftypmif1", "HEIF"), (4, "ftypmsf1", "HEIF"), (4, "ftyphevc", "HEIC"), (4, "ftypavif", "AVIF"),
        (4, "ftypavis", "AVIF"), (4, "ftypcrx ", "CR3"), (4, "ftypqt  ", "QuickTime"), (4, "ftyp", "MP4"),
        (4, "JXL ", "JPEG XL"), (0, "\u{FF}\u{0A}", "JPEG XL"), (4, "jP  ", "JPEG 2000"),
        (0, "\u{FF}\u{4F}\u{FF}\u{51}", "JPEG 2000"), (0, "8BPS", "PSD"), (0, "%PDF", "PDF"),
        (0, "PK\u{03}\u{04}", "ZIP"),
        (0, "\0\0\u{01}\0", "ICO"), (0, "\0\u{05}\u{16}\u{07}", "AppleDouble"), (0, "<svg", "SVG"),
        (0, "<", "HTML or XML"), (0, "{", "JSON"),
    ]

    /// Endings of cameras' raw files, which are based on TIFF and begin as it does.
    private static let rawEndings: Set<String> = [
        "3fr", "arw", "cr2", "dcr", "dng", "erf", "fff", "gpr", "iiq", "k25", "kdc", "mef", "mos", "mrw", "nef", "nrw",
        "orf", "pef", "raw", "rw2", "rwl", "sr2", "srf", "srw",
    ]

    /// Whether the bytes begin as a JPEG does: a start-of-image marker and the beginning of another one.
    public static func isJPEG(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0xFF, 0xD8, 0xFF])
    }

    /// The format's name, as in `PNG` or `NEF`; nil if it is none of those known.
    ///
    /// - Parameter ending: that of the file's name, which distinguishes cameras' raw files from TIFF.
    public static func name(of bytes: some Collection<UInt8>, ending: String) -> String? {
        let format = name(of: bytes)
        return format == "TIFF" && rawEndings.contains(ending.lowercased()) ? ending.uppercased() : format
    }

    /// The format's name, as in `PNG`; nil if it is none of those known.
    public static func name(of bytes: some Collection<UInt8>) -> String? {
        if isJPEG(bytes) { return "JPEG" }
        if GitLFS.isPointer(bytes) { return "Git LFS pointer" }
        return signatures.first { signature in
            let bytes = bytes.dropFirst(signature.offset)
            let wanted = signature.bytes.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            return bytes.starts(with: wanted)
        }?.name
    }

    /// The format in a sentence, as in `a PNG file`; nil if it is none of those known.
    public static func phrase(for bytes: some Collection<UInt8>) -> String? {
        name(of: bytes).map { name in
            // Pronounced with a vowel first: AVIF, HTML, ICO, MP4, SVG.
            let hasVowel = ["A", "HTML", "I", "M", "S"].contains { name.hasPrefix($0) }
            return "\(hasVowel ? "an" : "a") \(name) file"
        }
    }
}

import CJPEG

/// Decodes JPEG files to the pixels that Pillow's `Image.open(…).convert("RGB")` gives.
///
/// Grey, RGB, YCbCr, CMYK and YCCK, baseline and progressive, 8 bits, through libjpeg-turbo. The EXIF orientation
/// is not applied: neither Pillow's `open` nor the Hugging Face CLIP processor applies it, and embeddings have to
/// equal theirs.
public struct JPEGDecoder: Sendable {
    /// What a file may ask for.
    public let limits: JPEGLimits

    /// A decoder that refuses files beyond the limits.
    public init(limits: JPEGLimits = JPEGLimits()) {
        self.limits = limits
    }

    /// The picture in a JPEG file's bytes.
    ///
    /// - Throws: `JPEGError`; also for a file that is cut short, which libjpeg by itself would fill up with grey.
    ///   Its other warnings are let pass, as in Pillow.
    public func decode(_ bytes: [UInt8]) throws(JPEGError) -> RGBImage {
        if let format = Self.otherFormat(bytes) {
            throw .notJPEG(detail: format)
        }
        var info = cjpeg_info()
        try check(unsafe cDecode(bytes, &info, nil, 0), info)
        let (width, height) = (Int(info.width), Int(info.height))
        let count = width * height * 3
        var status = CJPEG_DECODED
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            status = unsafe cDecode(bytes, &info, buffer.baseAddress, count)
            initialized = status == CJPEG_DECODED ? count : 0
        }
        try check(status, info)
        return RGBImage(width: width, height: height, pixels: pixels)
    }

    private func cDecode(
        _ bytes: [UInt8], _ info: inout cjpeg_info, _ pixels: UnsafeMutablePointer<UInt8>?, _ capacity: Int
    ) -> cjpeg_status {
        var cLimits = cjpeg_limits(
            max_dimension: Int64(limits.dimension), max_pixels: Int64(limits.pixels), max_scans: Int64(limits.scans),
            max_scanned_pixels: Int64(limits.scannedPixels), max_memory: Int64(limits.memory))
        return unsafe cjpeg_decode(bytes, bytes.count, &cLimits, &info, pixels, capacity)
    }

    private func check(_ status: cjpeg_status, _ info: cjpeg_info) throws(JPEGError) {
        if status == CJPEG_DECODED { return }
        let detail = unsafe withUnsafeBytes(of: info.message) { buffer in
            unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
        switch status {
        case CJPEG_NOT_JPEG: throw .notJPEG(detail: detail)
        case CJPEG_UNSUPPORTED: throw .unsupported(detail: detail)
        case CJPEG_TOO_LARGE: throw .tooLarge(detail: detail)
        case CJPEG_OUT_OF_MEMORY: throw .outOfMemory
        default: throw .damaged(detail: detail)
        }
    }

    /// What the bytes are instead, where they do not begin with a JPEG's start-of-image marker.
    private static func otherFormat(_ bytes: [UInt8]) -> String? {
        if bytes.isEmpty { return "there are no bytes" }
        if bytes.starts(with: [0xFF, 0xD8]) { return nil }
        let signatures: [(prefix: String, name: String)] = [
            ("\u{89}PNG", "a PNG picture"), ("GIF8", "a GIF picture"), ("RIFF", "a WebP picture"),
            ("BM", "a BMP picture"), ("<", "HTML or XML text"), ("{", "JSON text"),
        ]
        let match = signatures.first { bytes.starts(with: $0.prefix.unicodeScalars.map { UInt8($0.value) }) }
        return match.map { "it begins like \($0.name)" } ?? "it does not begin with a start-of-image marker"
    }
}

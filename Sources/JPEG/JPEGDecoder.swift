import CJPEG

/// Decodes JPEG files to the pixels that Pillow's `ImageOps.exif_transpose(Image.open(…)).convert("RGB")` gives.
///
/// Grey, RGB, YCbCr, CMYK and YCCK, baseline and progressive, 8 bits, through libjpeg-turbo. Pictures come out upright,
/// as a browser shows them and Hugging Face's `load_image` loads them: see ``EXIFOrientation``. Where the limits allow
/// a smaller scale, a picture is decoded at one (libjpeg's, which leaves out high frequencies).
public struct JPEGDecoder: Sendable {
    public let limits: JPEGLimits

    /// A decoder that refuses files beyond the limits.
    public init(limits: JPEGLimits = JPEGLimits()) { self.limits = limits }

    /// The picture in a JPEG file's bytes.
    ///
    /// - Throws: `JPEGError`; also for a truncated file, whose rest libjpeg would fill with grey. Its other warnings are
    ///   accepted, as in Pillow.
    public func decode(_ bytes: [UInt8]) throws(JPEGError) -> RGBImage {
        if let format = Self.otherFormat(bytes) {
            throw .notJPEG(detail: format)
        }
        var info = cjpeg_info()
        try check(unsafe cDecode(bytes, cjpeg_form(), &info, nil, 0), info)
        let denominator = try limits.denominator(
            width: Int(info.width), height: Int(info.height), coefficientBytes: Int(info.coefficient_bytes))
        let orientation = EXIFOrientation(jpeg: bytes)
        let form = cjpeg_form(denominator: Int32(denominator), orientation: Int32(orientation.rawValue))
        let stored = (
            width: (Int(info.width) + denominator - 1) / denominator,
            height: (Int(info.height) + denominator - 1) / denominator
        )
        let count = stored.width * stored.height * 3
        var status = CJPEG_DECODED
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            status = unsafe cDecode(bytes, form, &info, buffer.baseAddress, count)
            initialized = status == CJPEG_DECODED ? count : 0
        }
        try check(status, info)
        return orientation.swapsSides
            ? RGBImage(width: stored.height, height: stored.width, pixels: pixels)
            : RGBImage(width: stored.width, height: stored.height, pixels: pixels)
    }

    private func cDecode(
        _ bytes: [UInt8], _ form: cjpeg_form, _ info: inout cjpeg_info, _ pixels: UnsafeMutablePointer<UInt8>?,
        _ capacity: Int
    ) -> cjpeg_status {
        var cLimits = cjpeg_limits(
            max_scans: Int64(limits.scans), max_scanned_pixels: Int64(limits.scannedPixels),
            max_memory: Int64(limits.memory))
        return unsafe cjpeg_decode(bytes, bytes.count, &cLimits, form, &info, pixels, capacity)
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

    /// What the bytes are if they do not begin with a JPEG's start-of-image marker.
    private static func otherFormat(_ bytes: [UInt8]) -> String? {
        if bytes.isEmpty { return "it is empty: there are no bytes" }
        if bytes.starts(with: [0xFF, 0xD8]) { return nil }
        return FileFormat.phrase(for: bytes).map { "it is \($0)" }
            ?? "it does not begin with a start-of-image marker"
    }
}

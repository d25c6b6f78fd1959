/// Limits on a JPEG's size, memory and time, checked before memory is allocated or time is spent.
public struct JPEGLimits: Sendable, Equatable {
    /// Pixels along one edge of the stored picture.
    public var dimension: Int
    /// Pixels of the picture at the scale at which it is decoded.
    public var pixels: Int
    /// Scans of a progressive file: encoders write about ten; a hostile file has thousands of a few bytes each.
    public var scans: Int
    /// Pixels times scans, since each scan goes through the whole picture.
    public var scannedPixels: Int
    /// Bytes for the pixels and, in progressive files, the coefficients.
    public var memory: Int
    /// How small the shorter side may become if a picture beyond `pixels` is decoded at a smaller scale; nil to refuse
    /// such a picture.
    public var reducedSide: Int?
    /// How small the shorter side may become if both sides can be divided by 2, 4 or 8 and the picture is decoded at that
    /// scale, which takes less time and keeps its exact proportions; nil to decode it whole.
    public var exactSide: Int?

    /// The default accepts every photograph that a picture source serves, and needs less than 200 MB.
    public init(
        dimension: Int = 30_000, pixels: Int = 50_000_000, scans: Int = 100, scannedPixels: Int = 400_000_000,
        memory: Int = 180_000_000, reducedSide: Int? = nil, exactSide: Int? = nil
    ) {
        (self.dimension, self.pixels, self.scans) = (dimension, pixels, scans)
        (self.scannedPixels, self.memory) = (scannedPixels, memory)
        (self.reducedSide, self.exactSide) = (reducedSide, exactSide)
    }

    /// Limits for small pictures such as a source's thumbnails.
    public static func pictures(pixels: Int) -> JPEGLimits {
        // Three bytes for a pixel and, in progressive files, six for its coefficients.
        JPEGLimits(pixels: pixels, scannedPixels: 25 * pixels, memory: 9 * pixels + (1 << 20))
    }

    /// Limits for files of this machine's users: those of the machine's memory.
    ///
    /// A picture of more than the default's pixels is decoded at half, a quarter or an eighth of its size. 65,500 is
    /// libjpeg's own limit.
    ///
    /// - Parameters:
    ///   - reducedSide: how small the shorter side may become then: with twice the size that it is resized to afterwards
    ///     the embedding is nearly the same (cosine above 0.999).
    ///   - exactSide: as the property.
    public static func ownFiles(reducedSide: Int, exactSide: Int? = nil) -> JPEGLimits {
        JPEGLimits(
            dimension: 65_500, scannedPixels: 20_000_000_000, memory: ownMemory, reducedSide: reducedSide,
            exactSide: exactSide)
    }

    /// Bytes of such a file: 1 GB, or half of the machine's memory if that is less.
    public static let ownFileBytes = min(1_000_000_000, ownMemory)

    /// Bytes for decoding such a file: half of the machine's memory.
    private static let ownMemory = max(JPEGLimits().memory, MachineMemory.bytes / 2)

    /// The scale's denominator for a picture: 1, 2, 4 or 8.
    ///
    /// - Throws: `JPEGError.tooLarge` with what the picture has, and the limit.
    func denominator(width: Int, height: Int, coefficientBytes: Int) throws(JPEGError) -> Int {
        let size = "\(width) x \(height)"
        guard max(width, height) <= dimension else {
            throw .tooLarge(
                detail: "it has \(size) pixels, and the limit is \(dimension) along a side; save it smaller")
        }
        func decodedPixels(_ denominator: Int) -> Int {
            ((width + denominator - 1) / denominator) * ((height + denominator - 1) / denominator)
        }
        func memoryNeeded(_ denominator: Int) -> Int { decodedPixels(denominator) * 3 + coefficientBytes }

        var denominator = 1
        while let exactSide, denominator < 8, (width | height) % (2 * denominator) == 0,
            min(width, height) / (2 * denominator) >= exactSide
        {
            denominator *= 2
        }
        if let reducedSide {
            let standard = JPEGLimits()
            func isComfortable() -> Bool {
                // Coefficients take the same at every scale.
                decodedPixels(denominator) <= standard.pixels
                    && (denominator > 1 || memoryNeeded(1) <= standard.memory)
            }
            while denominator < 8, !isComfortable(), min(width, height) / (2 * denominator) >= reducedSide {
                denominator *= 2
            }
        } else if decodedPixels(1) > pixels {
            throw .tooLarge(
                detail: "it has \(size) pixels, and the limit is \(pixels / 1_000_000) megapixels; save it smaller")
        }
        guard memoryNeeded(denominator) <= memory else {
            throw .tooLarge(
                detail: "decoding \(size) pixels takes \(memoryNeeded(denominator) / 1_000_000) MB, and the limit is "
                    + "\(memory / 1_000_000) MB; save it smaller"
                    + (coefficientBytes > 0 ? ", or not progressive" : ""))
        }
        return denominator
    }
}

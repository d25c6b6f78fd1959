/// What a JPEG may ask for; checked before memory of that size is taken or time of that length is spent.
public struct JPEGLimits: Sendable, Equatable {
    /// Pixels along one edge.
    public var dimension: Int
    /// Pixels in all.
    public var pixels: Int
    /// Scans of a progressive file: encoders write about ten, and a hostile one thousands in a few bytes each.
    public var scans: Int
    /// Pixels times scans, since each scan goes through the whole picture.
    public var scannedPixels: Int
    /// Bytes for the pixels and, in progressive files, the coefficients.
    public var memory: Int

    /// The default lets every photograph pass that a picture source serves, and costs less than 200 MB.
    public init(
        dimension: Int = 30_000, pixels: Int = 50_000_000, scans: Int = 100, scannedPixels: Int = 400_000_000,
        memory: Int = 180_000_000
    ) {
        self.dimension = dimension
        self.pixels = pixels
        self.scans = scans
        self.scannedPixels = scannedPixels
        self.memory = memory
    }
}

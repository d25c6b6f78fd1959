/// A decoded picture: 8-bit RGB, interleaved, row by row from the top left.
public struct RGBImage: Sendable, Equatable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// `height * width * 3` bytes.
    public let pixels: [UInt8]

    /// - Precondition: `pixels.count == width * height * 3`.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * 3, "an RGB image has three bytes per pixel")
        (self.width, self.height, self.pixels) = (width, height, pixels)
    }
}

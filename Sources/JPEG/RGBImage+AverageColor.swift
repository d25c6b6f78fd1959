extension RGBImage {
    /// More pixels would not change an average that people see.
    private static let sampledPixels = 16_384

    /// The mean of the red, green and blue values, each from 0 to 255, over a regular sample of the pixels.
    ///
    /// It is the mean of the values as they are stored (sRGB), which is what a browser shows when it shrinks a picture
    /// to one pixel.
    public var averageColor: (red: UInt8, green: UInt8, blue: UInt8) {
        let count = width * height
        guard count > 0 else { return (0, 0, 0) }
        // Odd, so that the sample does not stay in some columns where the width is a multiple of it.
        let step = max(1, count / Self.sampledPixels) | 1
        var (red, green, blue, taken) = (0, 0, 0, 0)
        for pixel in stride(from: 0, to: count, by: step) {
            red += Int(pixels[3 * pixel])
            green += Int(pixels[3 * pixel + 1])
            blue += Int(pixels[3 * pixel + 2])
            taken += 1
        }
        func mean(_ sum: Int) -> UInt8 { UInt8((sum + taken / 2) / taken) }
        return (mean(red), mean(green), mean(blue))
    }
}

import JPEG
import Torch

/// The made-up pictures and pixels of Tests/Fixtures/clip/pictures.py.
enum Synthetic {
    static func picture(width: Int, height: Int) -> RGBImage {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<UInt32(height) {
            for x in 0..<UInt32(width) {
                for c in UInt32(0)..<3 {
                    let gradient = (x * 255 / UInt32(width) * (c + 1) + y * 255 / UInt32(height) * (3 - c)) / 4
                    let edges = ((x / 9 + y / 7 + c) & 1) * 60
                    let noise = ((x &* 73_856_093) ^ (y &* 19_349_663) ^ (c &* 83_492_791)) >> 9 & 31
                    pixels.append(UInt8(truncatingIfNeeded: gradient + edges + noise))
                }
            }
        }
        return RGBImage(width: width, height: height, pixels: pixels)
    }

    static func pixels(_ index: Int, size: Int) throws -> Tensor {
        let numbers = (0..<3 * size * size).map { (n: Int) -> Float in
            let mixed: Int = n * (31 + 2 * index) + n * n % 97 + 1000 * index
            return Float(Double(mixed % 1009) / 504.5 - 1)
        }
        return try Tensor.of(numbers, shape: [3, size, size])
    }
}

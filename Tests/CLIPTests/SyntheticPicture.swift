import JPEG
import Torch

@testable import CLIP

/// The generated pictures and pixels of Tests/Fixtures/clip/pictures.py.
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

    /// Contains each byte in each channel, if the picture is large enough.
    static func bytes(_ index: Int, size: Int) throws -> Tensor {
        let step = 2 * index + 1
        let bytes = (0..<3 * size * size).map { (n: Int) in UInt8(truncatingIfNeeded: n * step + n / 256 * 31) }
        return try Tensor.of(bytes: bytes, type: .uint8, shape: [3, size, size])
    }
}

extension ImagePreprocessor {
    /// The model's input numbers, from the pixels of one picture.
    func normalized(_ pixels: Tensor) throws -> [Float] {
        let table = try normalization.table.floats()
        let channel = pixels.elementCount / 3
        return try pixels.bytes().enumerated().map { index, byte in table[256 * (index / channel) + Int(byte)] }
    }
}

extension CLIPModel {
    /// As `encode(pixels:)`, for numbers that are already normalised.
    func encode(normalized: [Tensor]) throws -> [[Float]] {
        Difference.normalized(try features(normalized: normalized))
    }
}

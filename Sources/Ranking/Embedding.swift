/// A text's or picture's place in CLIP's joint space: a vector of length 1.
public struct Embedding: Sendable, Equatable {
    /// As many numbers as the model's projection is wide (512 for ViT-B/32).
    public let values: [Float]

    public init(_ values: [Float]) {
        self.values = values
    }

    /// The numbers in float16, little-endian: half the bytes, and a cosine that differs by less than 0.001.
    public var float16Bytes: [UInt8] {
        values.flatMap { value in
            let bits = Float16(value).bitPattern
            return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        }
    }

    /// Reads what `float16Bytes` wrote.
    ///
    /// - Returns: nil if the bytes are not `dimension` finite numbers.
    public init?(float16Bytes bytes: [UInt8], dimension: Int) {
        guard bytes.count == 2 * dimension else { return nil }
        let values = (0..<dimension).map { index in
            Float(Float16(bitPattern: UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8))
        }
        guard values.allSatisfy(\.isFinite) else { return nil }
        self.values = values
    }
}

public import Ranking

/// What is computed from a picture's bytes.
public struct EncodedPicture: Sendable, Equatable {
    public let embedding: Embedding
    /// Its average colour; nil if it was not computed, as for embeddings that older versions have cached.
    public let color: PictureColor?

    public init(_ embedding: Embedding, color: PictureColor? = nil) {
        (self.embedding, self.color) = (embedding, color)
    }
}

/// A colour in sRGB.
public struct PictureColor: Sendable, Hashable {
    public let red, green, blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }
}

/// The form in the shared cache: the embedding's bytes, then the colour's if there is one.
///
/// The length is even, as a ``DamageMark``'s is not.
extension EncodedPicture {
    private static let colorMark = UInt8(ascii: "c")

    var payload: [UInt8] {
        embedding.float16Bytes + (color.map { [Self.colorMark, $0.red, $0.green, $0.blue] } ?? [])
    }

    /// Reads what `payload` wrote, or an embedding alone.
    init?(payload: [UInt8], dimension: Int) {
        let (numbers, rest) = (payload.prefix(2 * dimension), payload.dropFirst(2 * dimension))
        guard let embedding = Embedding(float16Bytes: Array(numbers), dimension: dimension) else { return nil }
        let color = Array(rest)
        guard !color.isEmpty else {
            self.init(embedding)
            return
        }
        guard color.count == 4, color[0] == Self.colorMark else { return nil }
        self.init(embedding, color: PictureColor(red: color[1], green: color[2], blue: color[3]))
    }
}

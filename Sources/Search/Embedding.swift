/// A text's or picture's place in CLIP's joint space: a vector of length 1.
public struct Embedding: Sendable, Equatable {
    /// As many numbers as the model's projection is wide (512 for ViT-B/32).
    public let values: [Float]

    public init(_ values: [Float]) {
        self.values = values
    }
}

import CLIP
import Torch

/// Synthetic sentences, a different one for each number, so that a benchmark needs no data and can be repeated.
///
/// Each has five words, and with CLIP's own vocabulary seven tokens.
public struct SyntheticSentences: Sendable {
    private let seed: Int

    private static let qualities = [
        "old", "red", "small", "dark", "quiet", "green", "white", "tall", "bright", "empty", "wooden", "golden", "blue",
        "broken", "frozen", "distant", "narrow", "black", "yellow", "wild", "soft", "grey", "warm", "modern",
    ]
    private static let things = [
        "boat", "house", "river", "forest", "horse", "bridge", "tree", "road", "dog", "field", "mountain", "bird",
        "tower", "garden", "lake", "cat", "car", "beach", "street", "flower", "castle", "window", "train", "island",
    ]
    private static let places = ["near", "behind", "under", "beside", "above", "with"]

    /// How many there are before they repeat.
    public static let count = qualities.count * things.count * places.count * qualities.count * things.count

    /// - Parameter seed: where to begin; sentences of seeds far apart differ.
    public init(seed: Int = 0) { self.seed = seed }

    public subscript(_ index: Int) -> String {
        // A prime that does not divide the count: consecutive sentences differ in all words, and none repeats.
        var rest = (seed % Self.count + index % Self.count + Self.count) % Self.count * 1_000_003 % Self.count
        func next(of words: [String]) -> String {
            defer { rest /= words.count }
            return words[rest % words.count]
        }
        return [Self.qualities, Self.things, Self.places, Self.qualities, Self.things]
            .map(next).joined(separator: " ")
    }
}

/// Synthetic pictures as the model takes them.
enum SyntheticPictures {
    /// `[3, size, size]` in uint8: a slope, edges and noise.
    static func pixels(_ index: Int, size: Int) throws(TorchError) -> Tensor {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * size * size)
        for channel in 0..<3 {
            for y in 0..<size {
                for x in 0..<size {
                    let slope = (x * (channel + 1) + y * (3 - channel)) * 30 / size
                    let edge = (x / (7 + index % 5) + y / 9 + channel) & 1
                    let mixed = UInt32(truncatingIfNeeded: (x + 31 * index) &* 73_856_093 ^ y &* 19_349_663)
                    bytes.append(UInt8(slope + 70 * edge + Int(mixed >> 9 & 31)))
                }
            }
        }
        return try Tensor.of(bytes: bytes, type: .uint8, shape: [3, size, size])
    }
}

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

/// Synthetic pictures as the vision transformer takes them.
enum SyntheticPictures {
    /// `[3, size, size]` in float32: a slope, edges and noise within the range of normalised pixels.
    static func pixels(_ index: Int, size: Int) throws(TorchError) -> Tensor {
        var numbers: [Float] = []
        numbers.reserveCapacity(3 * size * size)
        for channel in 0..<3 {
            for y in 0..<size {
                for x in 0..<size {
                    let slope = Float(x * (channel + 1) + y * (3 - channel)) / Float(2 * size)
                    let edge = Float((x / (7 + index % 5) + y / 9 + channel) & 1)
                    let mixed = UInt32(truncatingIfNeeded: (x + 31 * index) &* 73_856_093 ^ y &* 19_349_663)
                    numbers.append(slope + edge + Float(mixed >> 9 & 31) / 31 - 1.5)
                }
            }
        }
        return try Tensor.of(numbers, shape: [3, size, size])
    }
}

public import Ranking

/// The embeddings of sentences that searches are compared with, so that a score becomes a word.
///
/// A raw score says little: some pictures score high for every sentence, and each model has its own range. So each
/// picture gets two levels from its scores for the background: their mean, and the mean of the three highest. The place
/// of a score between the two is the same for every picture and model. Subtracting a picture's mean for sentences of
/// others is speaker verification's zero normalization (Auckenthaler, Carey and Lloyd-Thomas 2000, "Score normalization
/// for text-independent speaker verification systems"), known in retrieval as a remedy for hubs (Bogolin et al. 2022,
/// "Cross modal retrieval with querybank normalisation"). The highest scores take the place of the deviation, since a
/// model that has learnt few things gives foreign sentences scores far from a normal distribution. From which share of the
/// way on a match is fair, the captions tell as well: few of those that fit no picture of a pool reach it (``PoolScale``).
public struct Background: Sendable {
    /// A level from fewer sentences would depend on their choice.
    static let minimum = 32
    /// How many sentences are chosen at least, if so many are encoded.
    private static let wanted = 64
    /// A model knows a sentence's words if its tokenizer rarely cuts them.
    private static let longestWords = 1.2
    /// How many of the highest scores stand for a sentence that fits.
    private static let fittingCount = 3

    /// To a model that lacks this share of a sentence's words, or more, it says nothing.
    private static let unreadableShare = 0.5

    private let sentences: EmbeddingMatrix
    /// Whether the model's vocabulary lacks most everyday words.
    ///
    /// Such a model takes a sentence of other words for one that it knows, with as high scores.
    private let knowsFewWords: Bool

    /// - Parameters:
    ///   - embeddings: those of `sentences(tokenCount:)`, or of the first ones.
    ///   - knowsFewWords: whether the model's vocabulary lacks most everyday words.
    /// - Returns: nil if there are too few.
    public init?(_ embeddings: [Embedding], knowsFewWords: Bool = false) {
        guard embeddings.count >= Self.minimum, let dimension = embeddings.first?.values.count else { return nil }
        var sentences = EmbeddingMatrix(count: embeddings.count, dimension: dimension)
        for (row, embedding) in embeddings.enumerated() { sentences[row] = embedding }
        self.sentences = sentences
        self.knowsFewWords = knowsFewWords
    }

    /// Whether the sentences that were chosen for a model are less than half of them.
    public static func isFew(_ chosen: [String]) -> Bool { 2 * chosen.count < captions.count }

    /// What the scores of a sentence are compared with.
    public func comparison(for text: String, with encoder: some TextEncoder) -> Comparison {
        Comparison(
            background: self, isReadable: !knowsFewWords || encoder.unknownShare(of: text) < Self.unreadableShare)
    }

    /// The background's sentences for a model: those of whose words its vocabulary has most, since a model places a
    /// sentence that it cannot read anywhere.
    ///
    /// - Parameter tokenCount: how many tokens the model reads a sentence as.
    public static func sentences(tokenCount: (String) -> Int) -> [String] {
        let lengths = captions.map { Double(tokenCount($0)) / Double($0.split(separator: " ").count) }
        let limit = max(longestWords, lengths.sorted()[min(wanted, lengths.count) - 1])
        return zip(captions, lengths).filter { $1 <= limit }.map(\.0)
    }

    /// What the scores of a pool's pictures mean.
    ///
    /// - Parameter pictures: a row for each picture.
    func scale(of pictures: EmbeddingMatrix, logitScale: Float) -> PoolScale {
        var levels: [MatchLevels] = []
        levels.reserveCapacity(pictures.count)
        var best = [Float](repeating: -.infinity, count: sentences.count)
        for row in 0..<pictures.count {
            let scores = sentences.scores(for: pictures[row], logitScale: logitScale)
            let usual = scores.reduce(0, +) / Float(scores.count)
            let sorted = scores.sorted(by: >)
            let (sum, next) = (sorted.prefix(Self.fittingCount).reduce(0, +), sorted[Self.fittingCount])
            let all = MatchLevels(usual: usual, fitting: sum / Float(Self.fittingCount))
            levels.append(all)
            guard !knowsFewWords else { continue }
            for (index, score) in scores.enumerated() {
                // A caption is compared with the others, as a sentence is.
                let others =
                    score > next
                    ? MatchLevels(usual: usual, fitting: (sum - score + next) / Float(Self.fittingCount)) : all
                best[index] = max(best[index], others.share(of: score))
            }
        }
        // To a model that knows few words most captions mean something that it knows.
        let fair = knowsFewWords || levels.isEmpty ? PoolScale.leastFair : PoolScale.fair(best: best)
        return PoolScale(levels: levels, fair: fair)
    }
}

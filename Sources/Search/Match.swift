/// How well a picture fits a sentence, as a word for people.
public enum Match: String, Sendable, CaseIterable {
    case strong, fair, weak
}

/// What the scores of one picture mean, by the scores of a ``Background``.
struct MatchLevels: Sendable, Equatable {
    /// What a sentence scores that has nothing to do with the picture.
    let usual: Float
    /// What a sentence scores that fits it.
    let fitting: Float

    /// The place of a score between the two: 0 is usual, 1 is fitting.
    func share(of score: Float) -> Float {
        let way = fitting - usual
        return way > 0 ? (score - usual) / way : -.infinity
    }
}

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

    /// The shares of the way from `usual` to `fitting` from which on a match is fair or strong.
    private static let (fair, strong) = (Float(0.45), Float(0.85))

    func match(_ score: Float) -> Match {
        let way = fitting - usual
        guard way > 0 else { return .weak }
        let share = (score - usual) / way
        return share >= Self.strong ? .strong : share >= Self.fair ? .fair : .weak
    }
}

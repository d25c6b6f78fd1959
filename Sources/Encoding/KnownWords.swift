/// Which words of a text a vocabulary has.
struct KnownWords {
    /// Whether the vocabulary has a word as one token.
    let hasWhole: (String) -> Bool

    /// Every vocabulary has the shorter ones, and most of them say little.
    private static let shortest = 3
    /// A word this long that differs in one letter from another is probably meant to be that one.
    private static let shortestMistyped = 5
    private static let shortestPart = 4
    /// Longer words are not looked at, since the number of attempts grows with the length.
    private static let longest = 20
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    /// The share of a text's words that the vocabulary has only in pieces, from 0 to 1.
    ///
    /// A compound of two words and a typing mistake count as known.
    func unknownShare(of text: String) -> Double {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= Self.shortest }
        guard !words.isEmpty else { return 0 }
        return Double(words.count { !knows(Array($0)) }) / Double(words.count)
    }

    private func knows(_ word: [Character]) -> Bool {
        hasWhole(String(word)) || isCompound(word) || isMistyped(word)
    }

    private func isCompound(_ word: [Character]) -> Bool {
        guard (2 * Self.shortestPart...Self.longest).contains(word.count) else { return false }
        return (Self.shortestPart...word.count - Self.shortestPart).contains { end in
            hasWhole(String(word[..<end])) && hasWhole(String(word[end...]))
        }
    }

    /// Whether the vocabulary has a word from which one letter is missing, was added, was replaced, or was exchanged with
    /// the next (Damerau 1964, "A technique for computer detection and correction of spelling errors").
    private func isMistyped(_ word: [Character]) -> Bool {
        guard (Self.shortestMistyped...Self.longest).contains(word.count) else { return false }
        var meant: [[Character]] = []
        for place in 0...word.count {
            let (before, after) = (Array(word[..<place]), Array(word[place...]))
            meant += Self.letters.map { before + [$0] + after }
            guard let letter = after.first else { continue }
            let rest = Array(after.dropFirst())
            meant.append(before + rest)
            meant += Self.letters.map { before + [$0] + rest }
            if let next = rest.first { meant.append(before + [next, letter] + Array(rest.dropFirst())) }
        }
        return meant.contains { $0.count >= Self.shortestMistyped && hasWhole(String($0)) }
    }
}

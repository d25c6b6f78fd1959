internal import HeapModule

/// Merges a word's bytes into tokens (Sennrich, Haddow and Birch, arXiv:1508.07909).
struct BytePairEncoder: Sendable {
    private let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// The tokens of a word.
    ///
    /// Takes O(n log n) time for n bytes, so that very long words cannot block a thread.
    func tokens(of word: ArraySlice<UInt8>) -> [Int32] {
        guard let last = word.last else { return [] }
        var tokens = word.dropLast().map { vocabulary.bytes[Int($0)] }
        tokens.append(vocabulary.finalBytes[Int(last)])

        // A doubly linked list in arrays; a token that was merged into its left neighbour is -1.
        var previous = (0..<tokens.count).map { $0 - 1 }
        var next = (1...tokens.count).map { $0 < tokens.count ? $0 : -1 }
        var candidates = Heap<MergeCandidate>()
        for position in 0..<tokens.count - 1 {
            if let merge = vocabulary.merge(tokens[position], tokens[position + 1]) {
                candidates.insert(MergeCandidate(merge: merge, position: position))
            }
        }
        while let candidate = candidates.popMin() {
            let left = candidate.position
            guard tokens[left] >= 0, next[left] >= 0 else { continue }
            let right = next[left]
            // The tokens here may have changed since the candidate was inserted.
            guard let merge = vocabulary.merge(tokens[left], tokens[right]), merge.token == candidate.merge.token else {
                continue
            }
            tokens[left] = merge.token
            tokens[right] = -1
            next[left] = next[right]
            if next[right] >= 0 { previous[next[right]] = left }

            if previous[left] >= 0, let merge = vocabulary.merge(tokens[previous[left]], tokens[left]) {
                candidates.insert(MergeCandidate(merge: merge, position: previous[left]))
            }
            if next[left] >= 0, let merge = vocabulary.merge(tokens[left], tokens[next[left]]) {
                candidates.insert(MergeCandidate(merge: merge, position: left))
            }
        }
        return tokens.filter { $0 >= 0 }
    }
}

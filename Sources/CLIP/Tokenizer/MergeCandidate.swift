/// A merge that may be made: the lowest rank comes first, and of equal ranks the leftmost.
struct MergeCandidate: Comparable {
    let merge: Vocabulary.Merge
    /// Where the left token of the two stands.
    let position: Int

    static func < (left: Self, right: Self) -> Bool {
        (left.merge.rank, left.position) < (right.merge.rank, right.position)
    }

    static func == (left: Self, right: Self) -> Bool {
        (left.merge.rank, left.position) == (right.merge.rank, right.position)
    }
}

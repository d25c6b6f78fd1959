/// Finds the known name that is most similar to a mistyped one.
public enum Spelling {
    /// The known name that is nearest to another: by insertions, deletions, replacements and swaps of neighbours
    /// (Damerau 1964, "A technique for computer detection and correction of spelling errors"), whatever the case.
    ///
    /// - Parameter limit: the most changes that still count as a mistake.
    /// - Returns: nil if no name is within `limit` changes.
    public static func nearest(to name: String, among known: [String], limit: Int = 2) -> String? {
        let letters = Array(name.lowercased().utf8)
        var best: (distance: Int, name: String)?
        for candidate in known {
            let target = Array(candidate.lowercased().utf8)
            guard abs(target.count - letters.count) <= limit else { continue }
            let distance = distance(letters, target)
            guard distance <= limit, distance < max(letters.count, target.count) else { continue }
            if distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.name
    }

    /// The optimal string alignment distance: each piece is changed once at most.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(previous[column + 1] + 1, current[column] + 1, replaced)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, beforePrevious[column - 1] + 1)
                }
                current.append(least)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}

/// The batch shapes for texts, and for pictures on a GPU: few, since oneDNN keeps compiled kernels for each shape, and
/// a GPU needs a recording for each.
///
/// oneDNN keeps 0.6 MB for each linear layer and shape. Without rounding there are thousands of shapes, which took 700
/// MB, and compiling one takes longer than encoding a sentence (measured: 2.8 ms of CPU time for a new sentence, half
/// of that with these steps).
enum BatchShape {
    /// The length to which texts are padded: the next of 8, 12, 16, 24, 32, 48, 64, … or the limit.
    static func length(_ longest: Int, limit: Int) -> Int {
        min(max(longest, 1) <= 8 ? 8 : step(longest), limit)
    }

    /// The size of a batch for this number of texts or pictures: the next of 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, …
    static func count(_ texts: Int) -> Int { step(texts) }

    /// All batch sizes up to a limit, and the limit itself.
    static func counts(upTo limit: Int) -> [Int] { distinct(1...max(1, limit)) { min(count($0), limit) } }

    /// All padded lengths up to a limit.
    static func lengths(upTo limit: Int) -> [Int] { distinct(1...max(1, limit)) { length($0, limit: limit) } }

    private static func distinct(_ numbers: ClosedRange<Int>, _ transform: (Int) -> Int) -> [Int] {
        Set(numbers.map(transform)).sorted()
    }

    /// The next number of the form 2ⁿ or 3·2ⁿ.
    private static func step(_ number: Int) -> Int {
        guard number > 2 else { return number }
        var power = 2
        while power < number { power *= 2 }
        return number <= power / 4 * 3 ? power / 4 * 3 : power
    }
}

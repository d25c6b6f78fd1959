import Foundation

/// Embeddings in one block of memory, row by row, in float16: half of float32's bytes, and ranking takes the time of
/// reading them.
///
/// Rounding to float16 moves each number by at most 2^-11 of itself, and so a cosine by at most 2^-11, in 512
/// dimensions typically by 1e-5: a hundredth of the last digit that a score is given with. (8-bit integers with a scale
/// per row would halve the bytes again and move it by 1e-3, more than what lies between neighbours in a ranking.)
public struct EmbeddingMatrix: Sendable, Equatable {
    /// How many rows it has.
    public let count: Int
    /// Numbers per embedding.
    public let dimension: Int
    /// `count * dimension` finite numbers.
    private var values: [Float16]

    /// From this size in bytes on the kernel is asked for large pages: with small ones a quarter of the time of a pass
    /// goes to the translation of addresses.
    private static let largePagesFrom = 64 << 20

    /// A matrix of zeros.
    public init(count: Int, dimension: Int) {
        precondition(count >= 0 && dimension > 0, "a matrix has a size")
        self.count = count
        self.dimension = dimension
        let total = count * dimension
        values = unsafe Array(unsafeUninitializedCapacity: total) { buffer, initialized in
            // Before the first write, at which the kernel assigns pages.
            if total * MemoryLayout<Float16>.size >= Self.largePagesFrom { unsafe Self.askForLargePages(buffer) }
            unsafe buffer.initialize(repeating: 0)
            initialized = total
        }
    }

    /// The embedding in a row; setting it rounds its numbers, which must be finite.
    public subscript(row: Int) -> Embedding {
        get { Embedding(values[row * dimension..<(row + 1) * dimension].map(Float.init)) }
        set {
            precondition(newValue.values.count == dimension, "every embedding has the model's dimension")
            let start = row * dimension
            for (index, value) in newValue.values.enumerated() { values[start + index] = Float16(value) }
        }
    }

    /// The size of its numbers in memory.
    public var byteCount: Int { values.count * MemoryLayout<Float16>.size }

    /// The numbers as IEEE 754 binary16 in this machine's byte order, to be read in `body`.
    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        unsafe values.withUnsafeBytes(body)
    }

    /// A matrix of some of the rows, in the order given.
    public func selecting(_ rows: [Int]) -> EmbeddingMatrix {
        if rows.count == count, rows.elementsEqual(0..<count) { return self }
        var selected = EmbeddingMatrix(count: rows.count, dimension: dimension)
        for (position, row) in rows.enumerated() {
            selected.values.replaceSubrange(
                position * dimension..<(position + 1) * dimension,
                with: values[row * dimension..<(row + 1) * dimension])
        }
        return selected
    }

    /// Best effort (madvise(2), MADV_HUGEPAGE); the result is ignored.
    private static func askForLargePages(_ buffer: UnsafeMutableBufferPointer<Float16>) {
        let page = 4096
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        let start = UInt(bitPattern: bytes.baseAddress)
        let firstPage = (start + UInt(page - 1)) / UInt(page) * UInt(page)
        _ = unsafe madvise(
            UnsafeMutableRawPointer(bitPattern: firstPage), bytes.count - Int(firstPage - start), MADV_HUGEPAGE)
    }
}

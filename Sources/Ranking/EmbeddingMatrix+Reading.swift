import Foundation

extension EmbeddingMatrix {
    /// Reads the whole matrix and computes next to nothing: the limit for ``best(_:for:logitScale:)`` on this machine.
    ///
    /// - Parameter threads: how many threads share the work.
    /// - Returns: a checksum, so that no compiler leaves the reading out.
    public func readAll(threads: Int) -> UInt64 {
        unsafe withUnsafeBytes { bytes in
            nonisolated(unsafe) let lines = unsafe bytes.bindMemory(to: SIMD8<UInt64>.self)
            let share = unsafe (lines.count + threads - 1) / threads
            let sums = unsafe [UInt64](unsafeUninitializedCapacity: threads) { sums, count in
                nonisolated(unsafe) let sums = unsafe sums
                DispatchQueue.concurrentPerform(iterations: threads) { part in
                    var lanes = SIMD8<UInt64>.zero
                    for index in unsafe min(part * share, lines.count)..<min((part + 1) * share, lines.count) {
                        lanes ^= unsafe lines[index]
                    }
                    unsafe sums[part] = lanes.wrappedSum()
                }
                count = threads
            }
            return sums.reduce(0, ^)
        }
    }
}

internal import Files
import Glibc

/// A memory-mapped file, read from the disk only where it is accessed; the only code that calls mmap.
// Sendable is unchecked only because of the address: the bytes are never written.
@safe final class MappedFile: @unchecked Sendable {
    // nil for an empty file, which cannot be mapped.
    private let start: UnsafeRawPointer?
    let byteCount: Int

    init(path: FilePath) throws(TorchError) {
        let descriptor: Int32
        do throws(FileError) {
            (descriptor, byteCount) = try RegularFile.open(path)
        } catch {
            throw TorchError(.file, "\(path.shown) cannot be used: \(error).")
        }
        defer { close(descriptor) }
        guard byteCount > 0 else {
            unsafe start = nil
            return
        }
        let address = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw TorchError(.file, unsafe "\(path.shown) cannot be mapped: \(String(cString: strerror(errno))).")
        }
        unsafe start = UnsafeRawPointer(address)
    }

    deinit {
        if let start = unsafe start { unsafe _ = munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }
    }

    /// Calls `body` with some of the bytes.
    ///
    /// - Precondition: the range lies within `0..<byteCount`.
    func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "bytes outside of a mapped file")
        let buffer = unsafe UnsafeRawBufferPointer(
            start: start.map { unsafe $0 + range.lowerBound }, count: range.count)
        return try unsafe body(buffer.bytes)
    }

    /// Copies some of the bytes.
    ///
    /// - Precondition: the range lies within `0..<byteCount`.
    func bytes(in range: Range<Int>) -> [UInt8] {
        withBytes(in: range) { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }
}

internal import Files
import Glibc

/// A file's bytes in memory, read only as far as they are touched; the only file that calls mmap.
// Sendable is unchecked for the address alone: no one writes to the bytes.
@safe final class MappedFile: @unchecked Sendable {
    // A file of no bytes cannot be mapped: there is no address then.
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

    /// Hands over some of the bytes.
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

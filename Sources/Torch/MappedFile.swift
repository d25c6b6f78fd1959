import Glibc

/// A file's bytes in memory, read only as far as they are touched; the only file that calls mmap.
// Sendable is unchecked for the address alone: no one writes to the bytes.
@safe final class MappedFile: @unchecked Sendable {
    // A file of no bytes cannot be mapped: there is no address then.
    private let start: UnsafeRawPointer?
    let byteCount: Int

    init(path: String) throws(TorchError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error("cannot be opened", path) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Self.error("cannot be read", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw TorchError(.file, "\(path) is not a file.") }
        byteCount = Int(status.st_size)
        guard byteCount > 0 else {
            unsafe start = nil
            return
        }
        let address = unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw Self.error("cannot be mapped", path)
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

    private static func error(_ what: String, _ path: String) -> TorchError {
        TorchError(.file, unsafe "\(path) \(what): \(String(cString: strerror(errno))).")
    }
}

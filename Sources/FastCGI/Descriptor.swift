import Glibc

/// Owns a file descriptor, so that it is closed once, whatever fails after it was opened.
struct Descriptor: ~Copyable, Sendable {
    let number: Int32

    /// Takes over what a system call returned.
    ///
    /// - Throws: `FastCGIError.system` with the call's errno if that is no descriptor.
    init(_ result: Int32, _ action: String) throws(FastCGIError) {
        guard result >= 0 else { throw .system(action: action, code: errno) }
        number = result
    }

    deinit {
        close(number)
    }
}

// The C library's stdout is a mutable global that nothing in Descry sets.
@unsafe @preconcurrency import Glibc

/// Standard output: what a command is run for.
enum StandardOutput {
    /// Writes what is buffered.
    ///
    /// - Returns: whether all that was printed until now has been written; not so on a full disk.
    static func flush() -> Bool {
        unsafe fflush(stdout) == 0 && ferror(stdout) == 0
    }
}

internal import Foundation

/// An open folder, for functions that take paths only as text.
public final class OpenFolder: Sendable {
    /// A path of the folder in ASCII, whatever its name; valid while this object exists (proc(5)).
    public var path: String { "/proc/self/fd/\(descriptor)" }

    private let descriptor: Int32

    /// Opens a folder, and creates it and those above it where they are missing.
    public init(making path: FilePath) throws(FileError) {
        try Self.make(path)
        let opened = unsafe path.withCString { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard opened >= 0 else { throw Self.error(errno) }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    private static func make(_ path: FilePath) throws(FileError) {
        if unsafe path.withCString({ unsafe mkdir($0, 0o777) }) == 0 || errno == EEXIST { return }
        let code = errno
        let above = path.withoutTrailingSlashes.folder.withoutTrailingSlashes
        guard code == ENOENT, above != path else { throw error(code) }
        try make(above)
        guard unsafe path.withCString({ unsafe mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
            throw error(errno)
        }
    }

    private static func error(_ code: Int32) -> FileError { .unwritable(reason: errorText(code)) }
}

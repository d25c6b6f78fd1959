internal import Foundation

/// A folder that is held open, for functions that take paths only as text.
public final class OpenFolder: Sendable {
    /// A path of the folder in ASCII, whatever its name, as long as this object lives (proc(5)).
    public var path: String { "/proc/self/fd/\(descriptor)" }

    private let descriptor: Int32

    /// Opens a folder, which is made if it is not there, with those above it.
    public init(making path: FilePath) throws(FileError) {
        try Self.make(path)
        let opened = unsafe path.withCString { name in
            unsafe Foundation.open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        // Before the property is set: what throws afterwards runs `deinit`, which closes it.
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

    private static func error(_ code: Int32) -> FileError {
        .unwritable(reason: unsafe String(cString: strerror(code)))
    }
}

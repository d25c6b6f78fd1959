internal import Foundation

/// A file's kind, size and identity (stat(2)).
public struct FileStatus: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case file = "file"
        case folder = "folder"
        case link = "symbolic link"
        case fifo = "FIFO"
        case socket = "socket"
        case device = "device"
        case other = "special file"
    }

    public let kind: Kind
    /// Bytes.
    public let size: Int
    /// Identifies the file on this machine, together with `inode`.
    public let device: UInt64
    public let inode: UInt64
    /// When the bytes were changed last, in nanoseconds since 1970.
    public let modified: Int

    /// - Parameter followingLinks: whether a symbolic link stands for its target.
    public init(_ path: FilePath, followingLinks: Bool = true) throws(FileError) {
        var status = stat()
        let answer = unsafe path.withCString { followingLinks ? unsafe stat($0, &status) : unsafe lstat($0, &status) }
        guard answer == 0 else { throw .last }
        self.init(status)
    }

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            case S_IFCHR, S_IFBLK: .device
            default: .other
            }
        size = Int(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    }
}

extension FileError {
    /// The error of the last call that failed, by `errno`.
    static var last: FileError {
        let code = errno
        return code == ENOENT || code == ENOTDIR ? .missing : .unreadable(code: code)
    }
}

/// The system's description of an error number, as in "No such file or directory".
package func errorText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
}

extension FilePath {
    package func withCString<Answer>(_ body: (UnsafePointer<CChar>) -> Answer) -> Answer {
        // A NUL would cut the path to that of another file. The empty path names none (path_resolution(7)).
        let characters = bytes.contains(0) ? [0] : bytes.map { CChar(bitPattern: $0) } + [0]
        return unsafe characters.withUnsafeBufferPointer { buffer in
            // The array has one element at least.
            unsafe body(buffer.baseAddress!)
        }
    }
}

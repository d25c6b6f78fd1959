internal import Foundation

/// Lists folders by the bytes of their names.
public enum Folder {
    /// The names in a folder, sorted by their bytes, without `.` and `..`.
    public static func names(in path: FilePath) throws(FileError) -> [[UInt8]] {
        guard let handle = unsafe path.withCString({ unsafe opendir($0) }) else { throw .last }
        defer { unsafe closedir(handle) }
        return try unsafe names(openedAs: handle)
    }

    static func names(openedAs handle: OpaquePointer) throws(FileError) -> [[UInt8]] {
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(handle) else {
                guard errno == 0 else { throw .last }
                break
            }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe [UInt8](bytes.prefix { $0 != 0 })
            }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    public static func removeIfEmpty(_ path: FilePath) { _ = unsafe path.withCString { unsafe rmdir($0) } }

    /// What a symbolic link holds.
    public static func target(ofLink path: FilePath) throws(FileError) -> FilePath {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe path.withCString { name in
            unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe readlink(name, bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
            }
        }
        guard length >= 0 else { throw .last }
        return FilePath(bytes: Array(buffer.prefix(length)))
    }
}

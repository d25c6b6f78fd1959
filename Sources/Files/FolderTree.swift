internal import Foundation

/// Deletes files in a folder that other users may write to.
public enum FolderTree {
    private static let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

    /// Deletes files by their names, and leaves folders and other files.
    ///
    /// No symbolic link is followed, not even one that replaces a folder while this runs: each folder is opened in the one
    /// above it (openat(2), `O_NOFOLLOW`), and its files are deleted from the open folder (unlinkat(2)).
    ///
    /// - Parameters:
    ///   - depth: how many levels of folders below it are searched.
    ///   - isWanted: whether a file of this name is deleted.
    /// - Returns: how many were deleted.
    /// - Throws: `missing` if there is no such folder, or `unreadable` if this user may not list or delete.
    public static func deleteFiles(
        below path: FilePath, depth: Int, where isWanted: ([UInt8]) -> Bool
    ) throws(FileError) -> Int {
        let descriptor = unsafe path.withCString { unsafe open($0, flags) }
        guard descriptor >= 0 else { throw .last }
        return try deleteFiles(inOpen: descriptor, depth: depth, where: isWanted)
    }

    /// - Parameter descriptor: a folder, which this closes.
    private static func deleteFiles(
        inOpen descriptor: Int32, depth: Int, where isWanted: ([UInt8]) -> Bool
    ) throws(FileError) -> Int {
        guard let handle = unsafe fdopendir(descriptor) else {
            let error = FileError.last
            close(descriptor)
            throw error
        }
        defer { unsafe closedir(handle) }
        var count = 0
        for name in try unsafe Folder.names(openedAs: handle) {
            let entry = FilePath(bytes: name)
            if isWanted(name) {
                if unsafe entry.withCString({ unsafe unlinkat(descriptor, $0, 0) }) == 0 {
                    count += 1
                } else if errno != ENOENT, errno != EISDIR {
                    throw .last
                }
            } else if depth > 0 {
                let folder = unsafe entry.withCString { unsafe openat(descriptor, $0, flags) }
                if folder >= 0 {
                    count += try deleteFiles(inOpen: folder, depth: depth - 1, where: isWanted)
                } else if ![ENOENT, ENOTDIR, ELOOP].contains(errno) {
                    throw .last
                }
            }
        }
        return count
    }
}

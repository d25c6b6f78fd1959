public import Files

/// The folder of the answers that nginx caches.
public struct AnswerFolder {
    /// nginx has at most three levels of folders (fastcgi_cache_path).
    private static let levels = 3
    private static let hexadecimalDigits = Set("0123456789abcdef".utf8)

    private let path: String

    public init(path: String) {
        self.path = path
    }

    /// Deletes the answers and no other files: nginx names them by 32 hexadecimal digits.
    ///
    /// nginx's workers may write to the folder, and this may be root's process: see ``FolderTree``.
    ///
    /// - Returns: how many there were; nil if there is no such folder.
    /// - Throws: a ``SetupError`` if the folder is a symbolic link, or this user may not delete them.
    public func empty() throws(SetupError) -> Int? {
        let folder = FilePath(path)
        guard let status = try? FileStatus(folder, followingLinks: false) else { return nil }
        guard status.kind != .link else {
            throw SetupError(
                "nginx's answers were not deleted: \(folder.shown) is a symbolic link, which is not followed; name the "
                    + "folder that it leads to in DESCRY_ANSWER_FOLDER")
        }
        do throws(FileError) {
            return try FolderTree.deleteFiles(below: folder, depth: Self.levels) { name in
                name.count == 32 && name.allSatisfy(Self.hexadecimalDigits.contains)
            }
        } catch .missing {
            return nil
        } catch {
            throw SetupError(
                "nginx's answers in \(folder.shown) cannot be deleted (\(error)); run this as the user of nginx's "
                    + "workers, or root", kind: .init(error))
        }
    }
}

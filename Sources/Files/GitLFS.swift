/// Git Large File Storage: a clone made without it has small text files, pointers, in place of the large files
/// (<https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>).
public enum GitLFS {
    private static let start = "version https://git-lfs.github.com/spec/"

    /// How many bytes of a file ``isPointer(_:)`` needs.
    public static let prefixLength = start.utf8.count

    public static func isPointer(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: start.utf8) }

    /// One sentence about a file that is a pointer.
    public static func complaint(_ path: String) -> String {
        "\(path) is a Git LFS pointer, not the file itself: the repository was cloned without Git LFS. Run "
            + "'git lfs pull' in the clone, or fetch the model with 'descry model fetch'."
    }
}

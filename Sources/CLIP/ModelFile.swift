internal import Files

/// One of a model's small files, read whole.
struct ModelFile: Sendable {
    /// The file's name in messages.
    let path: String
    let bytes: [UInt8]

    /// A limit in bytes that no such file comes near: CLIP's `tokenizer.json` has 4 MB.
    private static let limit = 256 << 20

    /// Reads a file of a directory; nil if it does not exist.
    ///
    /// - Throws: `CLIPError` if it cannot be read, is not a regular file or is a Git LFS pointer.
    init?(_ name: String, in folder: ModelFolder) throws(CLIPError) {
        path = folder.name(of: name)
        do throws(FileError) {
            bytes = try RegularFile.read(folder.path(of: name), limit: Self.limit)
        } catch .missing {
            return nil
        } catch {
            throw CLIPError(.model, "\(path) cannot be used: \(error).")
        }
        if GitLFS.isPointer(bytes) { throw CLIPError(.model, GitLFS.complaint(path)) }
    }

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The file's JSON object.
    func json() throws(CLIPError) -> JSONSection {
        try JSONSection(json: bytes, path: path)
    }
}

internal import Files

/// One of a model's small files, read whole.
struct ModelFile: Sendable {
    /// What messages call it.
    let path: String
    let bytes: [UInt8]

    /// Bytes that none of these files has by far: CLIP's `tokenizer.json` has 4 MB.
    private static let limit = 256 << 20

    /// Reads a file of a directory; nil if it is not there.
    ///
    /// - Throws: `CLIPError` if it cannot be read, is no regular file or is a Git LFS pointer.
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

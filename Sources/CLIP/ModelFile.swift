internal import Foundation
internal import Torch

/// One of a model's small files, read whole.
struct ModelFile: Sendable {
    let path: String
    let bytes: [UInt8]

    /// Reads a file of a directory; nil if it is not there.
    ///
    /// - Throws: `CLIPError` if it cannot be read or is a Git LFS pointer.
    init?(_ name: String, in directory: String) throws(CLIPError) {
        path = "\(directory)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CLIPError(.model, "\(path) cannot be read.")
        }
        bytes = Array(data)
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

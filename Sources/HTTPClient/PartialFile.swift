import Digest
import Formats
import Foundation

/// A partly downloaded file: `path.part`, and its ETag in `path.part.version`.
struct PartialFile {
    let path: String
    let host: String
    private let target: String

    init(path: String, host: String) {
        target = path
        self.path = path + ".part"
        self.host = host
    }

    var size: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// The ETag of the bytes, if the server sent one.
    var version: String? {
        get {
            let bytes = FileManager.default.contents(atPath: path + ".version") ?? Data()
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }
        nonmutating set {
            // Best effort: without it the next download begins from the start.
            try? Data((newValue ?? "").utf8).write(to: URL(fileURLWithPath: path + ".version"))
        }
    }

    func checksum() throws(HTTPError) -> String {
        do {
            return try SHA256.digest(ofFile: path).hexadecimal
        } catch {
            throw HTTPError(host: host, reason: .file(error.localizedDescription))
        }
    }

    func finish() throws(HTTPError) {
        let files = FileManager.default
        do {
            if files.fileExists(atPath: target) { try files.removeItem(atPath: target) }
            try files.moveItem(atPath: path, toPath: target)
            try? files.removeItem(atPath: path + ".version")
        } catch {
            throw HTTPError(host: host, reason: .file(error.localizedDescription))
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.removeItem(atPath: path + ".version")
    }
}

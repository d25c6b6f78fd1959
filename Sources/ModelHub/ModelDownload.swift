import CLIP
import Digest
public import Files
import Formats
import Foundation
import HTTPClient

/// Downloads one model from the hub into its folder.
///
/// Everything is downloaded into a folder `.incoming` inside it first, the weights last, so that a model that Descry cannot
/// read is refused before its weights are downloaded. Then the files are moved to their places, `config.json` last: its
/// presence marks a complete model. A download that ends early leaves a complete model unchanged.
public struct ModelDownload {
    /// The model's name in the hub.
    let name: String
    let hub: ModelHub
    /// Where the model goes.
    let destination: FilePath

    /// An event of one of the model's files.
    public enum Event {
        /// Some of its bytes have arrived.
        case receiving(received: Int, total: Int?)
        /// All of it has arrived.
        case received(bytes: Int)
        /// It was there already.
        case present
    }

    /// Called with a file's name for each event.
    private let report: (_ file: String, Event) -> Void
    private let openDestination: OpenFolder
    private var folder: String { openDestination.path }
    private var incoming: String { "\(folder)/.incoming" }

    /// - Throws: a ``SetupError`` if the folder cannot be made.
    public init(
        name: String, hub: ModelHub, destination: FilePath, report: @escaping (_ file: String, Event) -> Void
    ) throws(SetupError) {
        (self.name, self.hub, self.destination, self.report) = (name, hub, destination, report)
        do {
            openDestination = try OpenFolder(making: destination)
        } catch {
            throw SetupError("the folder \(destination.shown) cannot be made: \(error)")
        }
    }

    /// Downloads the model.
    ///
    /// - Parameter revision: a branch, tag or commit; nil for the main branch or its conversion.
    /// - Throws: `HTTPError`, `HubError`, ``ModelRefusal``, or a ``SetupError`` if the folder cannot be written.
    ///   Unless the model was refused, the next call resumes the download.
    public func run(revision wanted: String?) throws {
        defer { Folder.removeIfEmpty(destination) }
        do {
            try fetch(revision: wanted)
        } catch let error as ModelRefusal {
            try? FileManager.default.removeItem(atPath: incoming)
            throw error
        }
    }

    private func fetch(revision wanted: String?) throws {
        let revision = try hub.revision(of: name, named: wanted)
        let names = Set(revision.siblings.map(\.rfilename))
        // First, since a model of another kind also lacks some of CLIP's files.
        let configuration = names.contains(ModelLayout.configuration) ? try fetchConfiguration(revision) : nil
        if let lack = ModelLayout.lack(of: names, in: name, folder: destination.shown) {
            if configuration == nil, let inner = names.sorted().first(where: { $0.hasSuffix("/config.json") }) {
                throw ModelRefusal(
                    "it lacks config.json but has \(inner), and only models at the top of a repository are fetched; "
                        + "download that folder and name it with DESCRY_MODEL")
            }
            throw ModelRefusal("it \(lack)")
        }
        guard let configuration else { return }
        var files = ModelLayout.parts.filter(names.contains)
        for file in files { try fetch(file, revision) }
        try refusing { () throws(CLIPError) in
            try ModelLayout.checkParts(in: incoming, name: name, of: configuration)
        }
        if names.contains(ModelLayout.weights) {
            files.append(ModelLayout.weights)
            try fetch(ModelLayout.weights, revision)
        } else {
            let index = ModelLayout.weightsIndex
            try fetch(index, revision)
            let shards = try refusing { [contents = contents(index)] () throws(CLIPError) in
                try ModelLayout.shards(index: contents, path: "\(name)/\(index)")
            }
            for shard in shards where !names.contains(shard) {
                throw ModelRefusal("it lacks \(shard), which its \(index) lists")
            }
            for shard in shards { try fetch(shard, revision) }
            files += [index] + shards
        }
        try place(files + [ModelLayout.configuration])
    }

    private func fetchConfiguration(_ revision: ModelHub.Revision) throws -> CLIPConfiguration {
        let file = ModelLayout.configuration
        try makeFolder()
        try fetch(file, revision)
        return try refusing { [contents = contents(file)] () throws(CLIPError) in
            try CLIPConfiguration(json: contents, path: "\(name)/\(file)")
        }
    }

    /// Checks the fetched files.
    private func refusing<Value>(_ check: () throws(CLIPError) -> Value) throws -> Value {
        do {
            return try check()
        } catch {
            throw ModelRefusal("Descry cannot read this model: \(error)")
        }
    }

    /// Makes the folder `.incoming`. Of an earlier download, perhaps of another version, only weights stay there: their
    /// checksum identifies them.
    private func makeFolder() throws {
        let manager = FileManager.default
        do {
            try manager.createDirectory(atPath: incoming, withIntermediateDirectories: true)
            for file in try manager.contentsOfDirectory(atPath: incoming) where !file.contains(".safetensors") {
                try manager.removeItem(atPath: "\(incoming)/\(file)")
            }
        } catch {
            throw SetupError("the folder \(destination.shown) cannot be written: \(error.localizedDescription)")
        }
    }

    private func contents(_ file: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: "\(incoming)/\(file)") ?? Data())
    }

    /// Downloads a file into `.incoming`; weights only if they are neither there nor in their place, by their checksum.
    private func fetch(_ name: String, _ revision: ModelHub.Revision) throws {
        guard let file = revision.file(name) else { return }
        let path = "\(incoming)/\(name)"
        if name.hasSuffix(".safetensors"), let wanted = file.lfs?.sha256 {
            let isInPlace = Self.has("\(folder)/\(name)", wanted)
            // An incomplete download of another version may have left its file of this name, which must not replace it.
            if isInPlace { try? FileManager.default.removeItem(atPath: path) }
            if isInPlace || Self.has(path, wanted) {
                return report(name, .present)
            }
        }
        let size = file.lfs?.size ?? file.size
        try hub.fetch(file, of: self.name, at: revision, to: path) { received, total in
            report(name, .receiving(received: received, total: total ?? size))
        }
        let received = Self.size(of: path)
        if let start = try? RegularFile.prefix(of: FilePath(path), count: GitLFS.prefixLength),
            GitLFS.isPointer(start)
        {
            try? FileManager.default.removeItem(atPath: path)
            throw HubError(
                "the hub sent a Git LFS pointer in place of \(name), as a mirror without Git LFS does; name another hub "
                    + "with --hub or HF_ENDPOINT")
        }
        if let size, received != size {
            try? FileManager.default.removeItem(atPath: path)
            throw HubError("\(name) is not as long as the hub says; please try again")
        }
        report(name, .received(bytes: received ?? 0))
    }

    /// Moves the files of `.incoming` to their places, unless they are all the same as those there.
    private func place(_ files: [String]) throws {
        let manager = FileManager.default
        let changed = files.filter { file in
            manager.fileExists(atPath: "\(incoming)/\(file)")
                && !manager.contentsEqual(atPath: "\(incoming)/\(file)", andPath: "\(folder)/\(file)")
        }
        do {
            let stale = try manager.contentsOfDirectory(atPath: folder).filter {
                ModelLayout.includes($0) && !files.contains($0)
            }
            if !changed.isEmpty || !stale.isEmpty {
                let configuration = "\(incoming)/\(ModelLayout.configuration)"
                try? manager.removeItem(atPath: "\(folder)/\(ModelLayout.configuration)")
                for file in stale { try manager.removeItem(atPath: "\(folder)/\(file)") }
                for file in changed where file != ModelLayout.configuration {
                    try? manager.removeItem(atPath: "\(folder)/\(file)")
                    try manager.moveItem(atPath: "\(incoming)/\(file)", toPath: "\(folder)/\(file)")
                }
                try manager.moveItem(atPath: configuration, toPath: "\(folder)/\(ModelLayout.configuration)")
            }
            try manager.removeItem(atPath: incoming)
        } catch {
            throw SetupError("the folder \(destination.shown) cannot be written: \(error.localizedDescription)")
        }
    }

    private static func has(_ path: String, _ sha256: String) -> Bool {
        guard (try? FileStatus(FilePath(path)))?.kind == .file, let digest = try? SHA256.digest(ofFile: path) else {
            return false
        }
        return digest.hexadecimal == sha256.lowercased()
    }

    private static func size(of path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size].flatMap { ($0 as? NSNumber)?.intValue }
    }
}

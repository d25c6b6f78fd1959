import ArgumentParser
import Files
import Formats
import Foundation
import JPEG
import Ranking
import Search
import Threads

/// Pictures in files of this machine, for the commands that need no picture source.
struct LocalPictures {
    /// Their paths, as ``FilePath`` takes them; `-` is standard input.
    let paths: [String]
    /// What was found in the folders beside them.
    let passedOver: PassedOver

    /// What an argument may be, for a command's help.
    static let argumentHelp = "JPEG files, folders of them, or - for one JPEG on standard input."
    /// What a command makes of files that are no pictures, for its help.
    static let discussion = """
        A folder is looked through with all that is below it; hidden files, system folders (@eaDir, lost+found, …), \
        linked folders and other formats are passed over, and counted on standard error. A picture that cannot be used \
        is named on standard error and left out: the exit code is 0 if at least one picture could be used, else 1.
        """

    private static let standardInput = "-"

    /// The JPEG files that arguments name: files as they are, folders by what is in them; each file once.
    ///
    /// - Throws: a `ValidationError` naming what does not exist, or a folder without pictures.
    init(_ arguments: [String]) throws {
        var paths: [FilePath] = []
        var passedOver = PassedOver()
        for argument in arguments {
            let path = FilePath(argument)
            guard argument != Self.standardInput, try Self.isFolder(path) else {
                paths.append(path)
                continue
            }
            let folder = try Self.folder(path)
            paths += folder.pictures
            passedOver.add(folder.passedOver)
        }
        // A folder alone names no file twice.
        if arguments.count > 1 {
            var known = Set<FileIdentity>()
            paths.removeAll { path in
                guard let identity = FileIdentity(path), !known.insert(identity).inserted else { return false }
                passedOver.add(.other("repeated file"), path.shown)
                return true
            }
        }
        self.paths = paths.map(\.argument)
        self.passedOver = passedOver
    }

    private static func isFolder(_ path: FilePath) throws(ValidationError) -> Bool {
        do throws(FileError) {
            return try FileStatus(path).kind == .folder
        } catch .missing {
            let target = try? Folder.target(ofLink: path)
            let link = target.map { "; the symbolic link leads to '\($0.shown)'" } ?? ""
            throw ValidationError("there is no file '\(path.shown)'\(link)")
        } catch {
            throw ValidationError("'\(path.shown)' cannot be used: \(error)")
        }
    }

    private static func folder(_ path: FilePath) throws(ValidationError) -> PictureFolder {
        let folder: PictureFolder
        do throws(FileError) {
            folder = try PictureFolder(path.withoutTrailingSlashes)
        } catch {
            throw ValidationError("the folder '\(path.shown)' cannot be used: \(error)")
        }
        guard !folder.pictures.isEmpty else {
            let rest = folder.passedOver.isEmpty ? "" : "; \(folder.passedOver.sentence)"
            throw ValidationError("the folder '\(path.shown)' holds no JPEG file\(rest)")
        }
        return folder
    }

    /// Says on standard error what was passed over.
    func reportPassedOver() {
        if !passedOver.isEmpty { StandardError.write("descry: \(passedOver.sentence)\n") }
    }

    /// Encodes all of them; what cannot be used is named on standard error and left out.
    ///
    /// - Parameter each: called in order, as soon as a picture and all before it are done.
    /// - Throws: an `ExitCode`, having said so, if there are some and none can be used.
    func encode(with encoder: some ImageEncoder, each: (_ path: String, _ embedding: Embedding) -> Void) throws {
        let results = Monitor([Int: Result<Embedding, EncoderError>]())
        var bar = ProgressBar("pictures")
        var (next, leftOut) = (0, 0)
        func hand(_ result: Result<Embedding, EncoderError>) {
            bar.clear()
            switch result {
            case .success(let embedding): each(paths[next], embedding)
            case .failure(let error):
                leftOut += 1
                StandardError.write("descry: \(FilePath(paths[next]).shown) is left out: \(error.sentence)\n")
            }
            next += 1
            bar.show(next, of: paths.count, note: "\(next) of \(paths.count)")
        }
        // A file is read once the encoder has room for the one before it, so that few are held at a time.
        for (index, path) in paths.enumerated() {
            switch Self.read(path) {
            case .success(let jpeg): encoder.encode(jpeg: jpeg) { result in results.update { $0[index] = result } }
            case .failure(let error): results.update { $0[index] = .failure(error) }
            }
            while let result = results.update({ $0.removeValue(forKey: next) }) { hand(result) }
        }
        while next < paths.count { hand(results.wait { $0.removeValue(forKey: next) }) }
        bar.clear()
        guard leftOut > 0 else { return }
        if leftOut == paths.count { try Descry.fail("none of the pictures could be used", code: 1) }
        StandardError.write("descry: left out: \(leftOut) of \(paths.count) pictures\n")
    }

    /// Encodes all of them into one pool, in which a picture's id is its path, as ``encode(with:each:)`` does.
    func pool(with encoder: some ImageEncoder) throws -> ImagePool {
        var pictures: [Picture] = []
        var embeddings: [Embedding] = []
        try encode(with: encoder) { path, embedding in
            pictures.append(
                Picture(id: path, url: path, modelURLs: [], pageURL: nil, credit: nil, alt: "", width: 0, height: 0))
            embeddings.append(embedding)
        }
        return ImagePool(
            source: "files", pictures: pictures, embeddings: embeddings, skipped: paths.count - pictures.count,
            dimension: encoder.model.dimension, answered: Date())
    }

    /// A file's bytes, or why there are none.
    static func read(_ path: String) -> Result<[UInt8], EncoderError> {
        let limit = JPEGLimits.ownFileBytes
        do throws(FileError) {
            return .success(
                path == standardInput
                    ? try RegularFile.readStandardInput(limit: limit)
                    : try RegularFile.read(FilePath(path), limit: limit))
        } catch {
            return .failure(.damagedPicture(detail: "\(error)"))
        }
    }

    /// The members that name a picture in JSON: its path, and the path's bytes where JSON cannot hold it.
    static func json(_ path: String) -> [(String, JSON)] {
        let path = FilePath(path)
        let bytes = path.isText ? [] : [("image_base64", JSON.string(Data(path.bytes).base64EncodedString()))]
        return [("image", .string(path.text))] + bytes
    }
}

/// A file by the folder it is in, however that is named, and its name there.
private struct FileIdentity: Hashable {
    private let device: UInt64
    private let inode: UInt64
    private let name: [UInt8]

    init?(_ path: FilePath) {
        guard let folder = try? FileStatus(path.folder) else { return nil }
        (device, inode, name) = (folder.device, folder.inode, Array(path.name))
    }
}

extension EncoderError {
    /// What is wrong, in words.
    var sentence: String {
        switch self {
        case .damagedPicture(let detail), .pictureTooLarge(let detail), .failed(let detail): detail
        case .overloaded: "too much is waiting"
        case .timedOut: "it took too long"
        case .stopped: "the encoder has stopped"
        }
    }
}

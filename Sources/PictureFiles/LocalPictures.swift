public import Files
import Formats
import Foundation
import JPEG
public import Ranking
public import Search
import Threads

/// Pictures in files of this machine, for the commands that need no picture source.
public struct LocalPictures {
    /// Their paths, as ``FilePath`` takes them; `-` is standard input.
    public let paths: [String]
    /// The other files that their folders hold.
    public let passedOver: PassedOver

    private static let standardInput = "-"

    /// The JPEG files that arguments name: files as they are, folders with all JPEG files in them and below; each file
    /// once.
    ///
    /// - Throws: a ``SetupError`` that names what does not exist, or a folder without pictures.
    public init(_ arguments: [String]) throws(SetupError) {
        var paths: [FilePath] = []
        var passedOver = PassedOver()
        for argument in arguments {
            let path = FilePath(argument)
            if argument != Self.standardInput, let folder = try Self.folder(path) {
                paths += folder.pictures
                passedOver.add(folder.passedOver)
            } else {
                paths.append(path)
            }
        }
        // A folder alone names no file twice.
        if arguments.count > 1 {
            var known: Set<[UInt8]> = []
            paths.removeAll { path in
                // A file is known by its folder, however that is named, and its name there.
                guard let folder = try? FileStatus(path.folder),
                    !known.insert(Array("\(folder.device) \(folder.inode) ".utf8) + path.name).inserted
                else { return false }
                passedOver.add(.other("repeated file"), path.shown)
                return true
            }
        }
        self.paths = paths.map(\.argument)
        self.passedOver = passedOver
    }

    /// What a folder holds; nil for what is no folder.
    private static func folder(_ path: FilePath) throws(SetupError) -> PictureFolder? {
        let folder: PictureFolder
        do throws(FileError) {
            guard try FileStatus(path).kind == .folder else { return nil }
            folder = try PictureFolder(path.withoutTrailingSlashes)
        } catch .missing {
            let target = try? Folder.target(ofLink: path)
            let link = target.map { "; the symbolic link leads to '\($0.shown)'" } ?? ""
            throw SetupError("there is no file '\(path.shown)'\(link)", kind: .missing)
        } catch {
            throw SetupError("'\(path.shown)' cannot be used: \(error)", kind: .missing)
        }
        guard !folder.pictures.isEmpty else {
            let rest = folder.passedOver.isEmpty ? "" : "; \(folder.passedOver.sentence)"
            throw SetupError("the folder '\(path.shown)' holds no JPEG file\(rest)", kind: .missing)
        }
        return folder
    }

    /// Encodes all of them, a few at a time.
    ///
    /// - Parameter each: called in order, as soon as a picture and all before it are done; the error says why a picture
    ///   cannot be used.
    public func encode(
        with encoder: some ImageEncoder, each: (_ path: String, _ result: Result<Embedding, EncoderError>) -> Void
    ) {
        let results = Monitor([Int: Result<Embedding, EncoderError>]())
        var next = 0
        func finish(_ result: Result<Embedding, EncoderError>) {
            each(paths[next], result)
            next += 1
        }
        // A file is read once the encoder has room for the one before it, so that few are in memory at a time.
        for (index, path) in paths.enumerated() {
            switch Self.read(path) {
            case .success(let jpeg): encoder.encode(jpeg: jpeg) { result in results.update { $0[index] = result } }
            case .failure(let error): results.update { $0[index] = .failure(error) }
            }
            while let result = results.update({ $0.removeValue(forKey: next) }) { finish(result) }
        }
        while next < paths.count { finish(results.wait { $0.removeValue(forKey: next) }) }
    }

    /// A file's bytes, or why there are none.
    public static func read(_ path: String) -> Result<[UInt8], EncoderError> {
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
}

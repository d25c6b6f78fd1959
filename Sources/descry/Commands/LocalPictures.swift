import ArgumentParser
import Foundation
import Search

/// Pictures in files of this machine, for the commands that need no picture source.
struct LocalPictures {
    let paths: [String]

    private static let maximumBytes = 64 << 20

    /// The JPEG files that arguments name: files as they are, folders by what is in them.
    ///
    /// - Throws: a `ValidationError` naming what does not exist, or a folder without pictures.
    init(_ arguments: [String]) throws {
        var paths: [String] = []
        for argument in arguments {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else {
                throw ValidationError("there is no file '\(argument)'")
            }
            guard isFolder.boolValue else {
                paths.append(argument)
                continue
            }
            let folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
            // Without the slash a symbolic link to a folder would seem empty.
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder + "/")) ?? []
            let pictures = names.filter { $0.lowercased().hasSuffix(".jpg") || $0.lowercased().hasSuffix(".jpeg") }
            paths += pictures.sorted().map { "\(folder)/\($0)" }
            if pictures.isEmpty {
                throw ValidationError("the folder '\(argument)' holds no .jpg or .jpeg file")
            }
        }
        self.paths = paths
    }

    /// Encodes all of them.
    ///
    /// - Parameter each: called in order, as soon as a picture and all before it are done.
    func encode(
        with encoder: some ImageEncoder, each: (_ path: String, _ result: Result<Embedding, EncoderError>) -> Void
    ) {
        let results = Monitor([Int: Result<Embedding, EncoderError>]())
        var bar = ProgressBar("pictures")
        var next = 0
        func hand(_ result: Result<Embedding, EncoderError>) {
            bar.clear()
            each(paths[next], result)
            next += 1
            bar.show(next, of: paths.count, note: "\(next) of \(paths.count)")
        }
        for (index, path) in paths.enumerated() {
            switch Self.read(path) {
            case .success(let jpeg): encoder.encode(jpeg: jpeg) { result in results.update { $0[index] = result } }
            case .failure(let error): results.update { $0[index] = .failure(error) }
            }
            while let result = results.update({ $0.removeValue(forKey: next) }) { hand(result) }
        }
        while next < paths.count, let result = results.wait(for: { $0.removeValue(forKey: next) }) { hand(result) }
        bar.clear()
    }

    /// Encodes all of them into one pool, in which a picture's id is its path; what cannot be used is named on standard
    /// error and left out.
    ///
    /// - Throws: an `ExitCode`, having said so, if nothing is left.
    func pool(with encoder: some ImageEncoder) throws -> ImagePool {
        var pictures: [Picture] = []
        var embeddings: [Embedding] = []
        encode(with: encoder) { path, result in
            switch result {
            case .success(let embedding):
                pictures.append(
                    Picture(
                        id: path, url: path, modelURLs: [], pageURL: nil, credit: nil, alt: "", width: 0, height: 0))
                embeddings.append(embedding)
            case .failure(let error):
                StandardError.write("descry: \(path) is left out: \(error.sentence)\n")
            }
        }
        guard !pictures.isEmpty else { try Descry.fail("none of the pictures could be used", code: 1) }
        return ImagePool(
            source: "files", pictures: pictures, embeddings: embeddings, skipped: paths.count - pictures.count,
            dimension: encoder.model.dimension, answered: Date())
    }

    /// A file's bytes, or why there are none.
    static func read(_ path: String) -> Result<[UInt8], EncoderError> {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: maximumBytes + 1)
        else { return .failure(.damagedPicture(detail: "it cannot be read")) }
        guard data.count <= maximumBytes else {
            return .failure(.damagedPicture(detail: "it is larger than \(maximumBytes >> 20) MB"))
        }
        return .success(Array(data))
    }
}

extension EncoderError {
    /// What is wrong, in words.
    var sentence: String {
        switch self {
        case .damagedPicture(let detail), .failed(let detail): detail
        case .overloaded: "too much is waiting"
        case .timedOut: "it took too long"
        case .stopped: "the encoder has stopped"
        }
    }
}

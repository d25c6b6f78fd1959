import Files
import Formats
import Foundation
import PictureFiles
import Ranking
import Search

/// What commands print about pictures in files.
extension LocalPictures {
    /// What an argument may be, for a command's help.
    static let argumentHelp = "JPEG files, folders of them, or - for one JPEG on standard input."
    /// What a command does with files that are no pictures, for its help.
    static let discussion = """
        A folder's JPEG files are taken, and those of all folders below it; hidden files, system folders (@eaDir, \
        lost+found, …), linked folders and other formats are passed over, and counted on standard error. A picture that \
        cannot be used is named on standard error and left out: the exit code is 0 if at least one picture could be \
        used, else 1.
        """

    func reportPassedOver() {
        if !passedOver.isEmpty { StandardError.write("descry: \(passedOver.sentence)\n") }
    }

    /// Encodes all of them; what cannot be used is named on standard error and left out.
    ///
    /// - Parameter each: called in order, as soon as a picture and all before it are done.
    /// - Throws: an `ExitCode`, with a sentence on standard error, if there are some and none can be used.
    func encode(with encoder: some ImageEncoder, each: (_ path: String, _ embedding: Embedding) -> Void) throws {
        var bar = ProgressBar("pictures")
        var (done, leftOut) = (0, 0)
        encode(with: encoder) { (path, result) in
            bar.clear()
            switch result {
            case .success(let embedding): each(path, embedding)
            case .failure(let error):
                leftOut += 1
                StandardError.write("descry: \(FilePath(path).shown) is left out: \(error.sentence)\n")
            }
            done += 1
            bar.show(done, of: paths.count)
        }
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
                Picture(id: path, url: path, pageURL: nil, credit: nil, alt: "", width: 0, height: 0))
            embeddings.append(embedding)
        }
        return ImagePool(
            source: "files", pictures: pictures, embeddings: embeddings, skipped: paths.count - pictures.count,
            dimension: encoder.model.dimension, answered: Date())
    }

    /// The members that name a picture in JSON: its path, and the path's bytes where JSON cannot hold it.
    static func json(_ path: String) -> [(String, JSON)] {
        let path = FilePath(path)
        let bytes = path.isText ? [] : [("image_base64", JSON.string(Data(path.bytes).base64EncodedString()))]
        return [("image", .string(path.text))] + bytes
    }
}

extension EncoderError {
    var sentence: String {
        switch self {
        case .damagedPicture(let detail), .pictureTooLarge(let detail), .failed(let detail): detail
        case .overloaded: "too much is waiting"
        case .timedOut: "it took too long"
        case .stopped: "the encoder has stopped"
        }
    }
}

import Digest
import Files
import Formats
import Foundation
import JPEG
public import Search
public import Threads

/// A folder of pictures with a `gallery.json`, which needs no key and no network.
///
/// The pictures' addresses are paths (`/gallery/000.jpg`) on the server that serves the page. Their sizes are those in
/// the files' headers, upright, whatever `gallery.json` says: people see the file. If a file's header cannot be
/// read, the sizes of `gallery.json` are used.
public struct GallerySource: ImageSource {
    public let name = "gallery"
    /// The name and a hash over `gallery.json` and the files' sizes and times.
    public let cacheIdentity: String
    public let isLocal = true
    public let hasUntaggedPool = true
    /// The gallery's name, if it has one.
    public let title: String?
    /// The tags of the pictures, most frequent first.
    public var tags: [String] { index.tags }
    /// How many pictures there are.
    public var count: Int { pictures.count }

    public let description: SourceDescription
    public let warnings: [String]

    private let pictures: [Picture]
    private let files: [String: FilePath]
    private let index: TagIndex
    private let attributes: TagIndex

    /// How many bytes of a file are read for its header, step by step: most headers are short; some have thumbnails
    /// and colour profiles of a few hundred kilobytes.
    private static let headerLengths = [4 << 10, 64 << 10, 1 << 20, 16 << 20]

    /// Reads a gallery.
    ///
    /// - Parameters:
    ///   - folder: where `gallery.json` and the pictures are.
    ///   - prefix: what comes before a file's name in a picture's address.
    /// - Throws: `SourceSetupError` that says what is wrong with `gallery.json` or which file is missing.
    public init(folder: String, prefix: String = "/gallery/") throws(SourceSetupError) {
        let list = FilePath(folder).appending(Array("gallery.json".utf8))
        let path = list.shown
        let gallery = try Self.read(list)
        var pictures: [Picture] = []
        var files: [String: FilePath] = [:]
        var links: [String] = []
        for (number, entry) in gallery.pictures.enumerated() {
            if let objection = entry.objection {
                throw SourceSetupError("\(path), picture \(number): \(objection).")
            }
            let file = FilePath(folder).appending(Array(entry.file.utf8))
            let header: JPEGHeader?
            do throws(FileError) {
                header = try Self.header(of: file)
            } catch {
                throw SourceSetupError("\(path) names \(entry.file), which cannot be read: \(error).")
            }
            if (try? FileStatus(file, followingLinks: false))?.kind == .link { links.append(entry.file) }
            let id = "gallery:\(entry.stem)"
            if files.updateValue(file, forKey: id) != nil {
                throw SourceSetupError(
                    "\(path) names \(entry.stem) more than once; files must differ by more than their endings.")
            }
            pictures.append(
                Picture(
                    id: id, url: prefix + entry.file, largeURL: prefix + entry.file, pageURL: entry.pageURL,
                    credit: entry.credit.map { Picture.Credit(name: $0.name, url: $0.url) },
                    alt: entry.alt ?? entry.caption ?? entry.tags.joined(separator: ", "),
                    // A file without a readable header fails when it is decoded.
                    width: header?.width ?? entry.width ?? 1, height: header?.height ?? entry.height ?? 1))
        }
        cacheIdentity = "\(name):\(Self.fingerprint(of: [list.argument] + files.values.map(\.argument).sorted()))"
        title = gallery.name
        self.pictures = pictures
        self.files = files
        let index = TagIndex(gallery.pictures.map(\.tags))
        self.index = index
        if let objection = gallery.licence?.objection { throw SourceSetupError("\(path): \(objection).") }
        let examples = GalleryExamples(folder: folder, index: index)
        description = SourceDescription(
            examples: examples.examples, licence: gallery.licence.map { .init(name: $0.name, url: $0.url) })
        let linkWarnings = links.isEmpty ? [] : [Self.linkWarning(links, of: pictures.count)]
        warnings = linkWarnings + (examples.warning.map { [$0] } ?? [])
        attributes = TagIndex(gallery.pictures.map { $0.tags + ($0.attributes ?? []) })
    }

    private static func linkWarning(_ links: [String], of count: Int) -> String {
        "\(links.count) of the gallery's \(count) files (\(links[0])) are symbolic links. They are ranked, but nginx does "
            + "not serve links: put copies or hard links there."
    }

    public func listing(tagged tag: String, limit: Int, for client: String, deadline: Deadline) -> SourceListing {
        SourceListing(pictures: pictures(tagged: tag, limit: limit))
    }

    /// The pictures that have a tag, in singular or plural; all of them for the empty tag.
    public func pictures(tagged tag: String, limit: Int = .max) -> [Picture] {
        if tag.isEmpty { return Array(pictures.prefix(max(0, limit))) }
        return index.pictures(tagged: tag).prefix(max(0, limit)).map { pictures[$0] }
    }

    /// The pictures that have a tag or attribute, in upper or lower case.
    public func pictures(withAttribute attribute: String) -> [Picture] {
        attributes.pictures(withExactly: attribute).map { pictures[$0] }
    }

    public func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
    ) {
        for (index, picture) in pictures.enumerated() {
            arrival(index, deadline.hasPassed ? .failure(.timedOut) : bytes(of: picture))
        }
    }

    private func bytes(of picture: Picture) -> Result<[UInt8], SourceError> {
        // By the id, never by an address: a listing from the shared cache must not name files.
        guard let file = files[picture.id] else {
            return .failure(.badAnswer(detail: "The gallery has no picture \(picture.id)."))
        }
        do throws(FileError) {
            return .success(try RegularFile.read(file, limit: JPEGLimits.ownFileBytes))
        } catch .tooLarge(let size, let limit) {
            return .failure(
                .badAnswer(
                    detail: "The gallery's file for \(picture.id) is too large: "
                        + "\(FileError.tooLarge(size: size, limit: limit))."))
        } catch .missing {
            return .failure(.unavailable(detail: "The gallery's file for \(picture.id) cannot be read."))
        } catch {
            return .failure(.unavailable(detail: "The gallery's file for \(picture.id) cannot be read: \(error)."))
        }
    }

    private static func header(of file: FilePath) throws(FileError) -> JPEGHeader? {
        for length in headerLengths {
            let bytes = try RegularFile.prefix(of: file, count: length)
            if let header = JPEGHeader(bytes) { return header }
            if bytes.count < length || !FileFormat.isJPEG(bytes) { return nil }
        }
        return nil
    }

    private static func fingerprint(of files: [String]) -> String {
        var hash = SHA256()
        // Listings hold the pictures' sizes: raise the number when they are computed in another way.
        hash.update(Array("sizes 2\n".utf8))
        for file in files {
            let status = try? FileStatus(FilePath(file))
            hash.update(Array("\(file) \(status?.size ?? 0) \(status?.modified ?? 0)\n".utf8))
        }
        return hash.finish().prefix(8).hexadecimal
    }

    private static func read(_ file: FilePath) throws(SourceSetupError) -> GalleryFile {
        let path = file.shown
        let data: Data
        do throws(FileError) {
            data = Data(try RegularFile.read(file, limit: JPEGLimits.ownFileBytes))
        } catch {
            throw SourceSetupError("There is no gallery: \(path) cannot be read (\(error)).")
        }
        do {
            return try JSONDecoder().decode(GalleryFile.self, from: data)
        } catch let error as DecodingError {
            throw SourceSetupError("\(path) is not a gallery: \(error.sentence(in: data))")
        } catch {
            throw SourceSetupError("\(path) is not a gallery.")
        }
    }
}

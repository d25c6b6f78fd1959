import Digest
import Foundation
public import Search

/// A folder of pictures with a `gallery.json`, which works with no key and no network.
///
/// The pictures' addresses are paths (`/gallery/000.jpg`) on the server that serves the page.
public struct GallerySource: ImageSource {
    public let name = "gallery"
    /// The name and a hash over `gallery.json` and the files' sizes and times.
    public let cacheIdentity: String
    public let isLocal = true
    public let hasUntaggedPool = true
    /// What the gallery calls itself, if it does.
    public let title: String?
    /// The tags that pictures have, those of most pictures first.
    public var tags: [String] { index.tags }
    /// How many pictures there are.
    public var count: Int { pictures.count }

    private let pictures: [Picture]
    private let files: [String: String]
    private let index: TagIndex
    private let attributes: TagIndex

    private static let maximumBytes = 20 << 20

    /// Reads a gallery.
    ///
    /// - Parameters:
    ///   - folder: where `gallery.json` and the pictures are.
    ///   - prefix: what comes before a file's name in a picture's address.
    /// - Throws: `SourceSetupError` that says what is wrong with `gallery.json` or which file is missing.
    public init(folder: String, prefix: String = "/gallery/") throws(SourceSetupError) {
        let path = folder + "/gallery.json"
        let gallery = try Self.read(path)
        var pictures: [Picture] = []
        var files: [String: String] = [:]
        for (number, entry) in gallery.pictures.enumerated() {
            if let objection = entry.objection {
                throw SourceSetupError("\(path), picture \(number): \(objection).")
            }
            let file = "\(folder)/\(entry.file)"
            if !FileManager.default.isReadableFile(atPath: file) {
                throw SourceSetupError("\(path) names \(entry.file), which cannot be read.")
            }
            let id = "gallery:\(entry.stem)"
            if files.updateValue(file, forKey: id) != nil {
                throw SourceSetupError("\(path) names \(entry.stem) more than once.")
            }
            let url = prefix + entry.file
            pictures.append(
                Picture(
                    id: id, url: url, modelURLs: [url], pageURL: entry.pageURL,
                    credit: entry.credit.map { Picture.Credit(name: $0.name, url: $0.url) },
                    alt: entry.alt ?? entry.caption ?? entry.tags.joined(separator: ", "),
                    width: entry.width, height: entry.height))
        }
        cacheIdentity = "\(name):\(Self.fingerprint(of: [path] + files.values.sorted()))"
        title = gallery.name
        self.pictures = pictures
        self.files = files
        index = TagIndex(gallery.pictures.map(\.tags))
        attributes = TagIndex(gallery.pictures.map { $0.tags + ($0.attributes ?? []) })
    }

    public func listing(tagged tag: String, limit: Int, deadline: Deadline) -> SourceListing {
        SourceListing(pictures: pictures(tagged: tag, limit: limit))
    }

    /// The pictures that have a tag, in singular or plural; all of them for the empty tag.
    public func pictures(tagged tag: String, limit: Int = .max) -> [Picture] {
        if tag.isEmpty { return Array(pictures.prefix(max(0, limit))) }
        return index.pictures(tagged: tag).prefix(max(0, limit)).map { pictures[$0] }
    }

    /// The pictures that have a tag or a further attribute, spelt so but for upper and lower case.
    public func pictures(withAttribute attribute: String) -> [Picture] {
        attributes.pictures(spelt: attribute).map { pictures[$0] }
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
        // By the id, never by an address: a list that someone else kept must not name files.
        guard let file = files[picture.id] else {
            return .failure(.badAnswer(detail: "The gallery has no picture \(picture.id)."))
        }
        guard let handle = FileHandle(forReadingAtPath: file),
            let data = try? handle.read(upToCount: Self.maximumBytes + 1)
        else { return .failure(.unavailable(detail: "The gallery's file for \(picture.id) cannot be read.")) }
        if data.count > Self.maximumBytes {
            return .failure(.badAnswer(detail: "The gallery's file for \(picture.id) is too large."))
        }
        return .success([UInt8](data))
    }

    private static func fingerprint(of files: [String]) -> String {
        var hash = SHA256()
        for file in files {
            let attributes = (try? FileManager.default.attributesOfItem(atPath: file)) ?? [:]
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            hash.update(Array("\(file) \(attributes[.size] ?? 0) \(time)\n".utf8))
        }
        return String(SHA256.hexadecimal(hash.finish()).prefix(16))
    }

    private static func read(_ path: String) throws(SourceSetupError) -> GalleryFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SourceSetupError("There is no gallery: \(path) cannot be read.")
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

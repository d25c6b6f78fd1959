import ArgumentParser
import Files
import ImageSources
import Search

/// A folder of pictures with what its `gallery.json`, if it has one, says of them.
struct AnnotatedGallery {
    let folder: String
    /// All JPEG files in the folder.
    let pictures: LocalPictures
    private let source: GallerySource?

    /// Looks into a folder.
    ///
    /// - Throws: a `ValidationError` naming the folder if it does not exist, or a ``ConfigurationError`` that says what is wrong
    ///   with its `gallery.json`.
    init(folder: String) throws {
        let path = FilePath(folder).withoutTrailingSlashes
        let folder = path.argument
        guard (try? FileStatus(path))?.kind == .folder else {
            throw ValidationError("there is no gallery folder '\(path.shown)'")
        }
        self.folder = folder
        pictures = try LocalPictures([folder])
        do {
            source =
                (try? FileStatus(path.appending(Array("gallery.json".utf8)))) != nil
                ? try GallerySource(folder: folder, prefix: "") : nil
        } catch {
            throw ConfigurationError("\(error)")
        }
    }

    /// The folder's path for people.
    var shownFolder: String { FilePath(folder).shown }
    /// Whether there is a `gallery.json`.
    var hasAnnotations: Bool { source != nil }
    /// How many pictures a `gallery.json` passes over.
    var unannotatedCount: Int { source.map { pictures.paths.count - $0.count } ?? 0 }

    /// The pictures' names, in the order of `pictures`: their paths in the folder, with `\xE9` for bytes that are not
    /// UTF-8.
    var names: [String] { pictures.paths.map(name(of:)) }

    func name(of path: String) -> String {
        let bytes = FilePath(path).bytes.dropFirst(FilePath(folder).bytes.count)
        return FilePath(bytes: Array(bytes.drop { $0 == UInt8(ascii: "/") })).text
    }

    /// The names of the pictures that a search with the tag would find.
    func names(tagged tag: String) -> Set<String> {
        Set((source?.pictures(tagged: tag) ?? []).map(\.url))
    }

    /// The names of the pictures that have a tag or a further attribute.
    func names(withAttribute attribute: String) -> Set<String> {
        Set((source?.pictures(withAttribute: attribute) ?? []).map(\.url))
    }
}

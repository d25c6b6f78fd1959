public import Files
import ImageSources
import Search

/// A folder of pictures with the annotations of its `gallery.json`, if it has one.
public struct AnnotatedGallery {
    public let folder: String
    /// The paths of the pictures in the folder.
    public let paths: [String]
    private let source: GallerySource?

    /// The gallery's folder as given, without slashes at its end.
    ///
    /// - Throws: a ``SetupError`` if there is no such folder.
    public static func folder(named name: String) throws(SetupError) -> String {
        let path = FilePath(name).withoutTrailingSlashes
        guard (try? FileStatus(path))?.kind == .folder else {
            throw SetupError("there is no gallery folder '\(path.shown)'", kind: .missing)
        }
        return path.argument
    }

    /// Reads the folder's `gallery.json`, if there is one.
    ///
    /// - Parameters:
    ///   - folder: from ``folder(named:)``.
    ///   - paths: all pictures in the folder.
    /// - Throws: a ``SetupError`` if `gallery.json` cannot be used.
    public init(folder: String, paths: [String]) throws(SetupError) {
        (self.folder, self.paths) = (folder, paths)
        do {
            let description = FilePath(folder).appending(Array("gallery.json".utf8))
            source = (try? FileStatus(description)) != nil ? try GallerySource(folder: folder, prefix: "") : nil
        } catch {
            throw SetupError("\(error)")
        }
    }

    /// The folder's path for people.
    var shownFolder: String { FilePath(folder).shown }
    /// Whether there is a `gallery.json`.
    var hasAnnotations: Bool { source != nil }
    /// How many pictures are not in `gallery.json`.
    public var unannotatedCount: Int { source.map { paths.count - $0.count } ?? 0 }

    /// The pictures' names, in the order of `paths`: their paths in the folder, with `\xE9` for bytes that are not
    /// UTF-8.
    var names: [String] { paths.map(name(of:)) }

    public func name(of path: String) -> String {
        let bytes = FilePath(path).bytes.dropFirst(FilePath(folder).bytes.count)
        return FilePath(bytes: Array(bytes.drop { $0 == UInt8(ascii: "/") })).text
    }

    /// The names of the pictures that a search with each keyword would find.
    public var pools: Set<Set<String>> { Set((source?.tags ?? []).map(names(tagged:))) }

    /// The names of the pictures that a search with the tag would find.
    func names(tagged tag: String) -> Set<String> { Set((source?.pictures(tagged: tag) ?? []).map(\.url)) }

    /// The names of the pictures that have a tag or a further attribute.
    func names(withAttribute attribute: String) -> Set<String> {
        Set((source?.pictures(withAttribute: attribute) ?? []).map(\.url))
    }
}

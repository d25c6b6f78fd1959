import Foundation
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
    /// - Throws: an error naming the folder, or what is wrong with its `gallery.json`.
    init(folder: String) throws {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw ConfigurationError("there is no gallery folder '\(folder)'")
        }
        self.folder = folder
        pictures = try LocalPictures([folder])
        do {
            source =
                FileManager.default.fileExists(atPath: "\(folder)/gallery.json")
                ? try GallerySource(folder: folder, prefix: "") : nil
        } catch {
            throw ConfigurationError("\(error)")
        }
    }

    /// Whether there is a `gallery.json`.
    var hasAnnotations: Bool { source != nil }
    /// How many pictures a `gallery.json` passes over.
    var unannotatedCount: Int { source.map { pictures.paths.count - $0.count } ?? 0 }

    /// The pictures' names, in the order of `pictures`: their paths in the folder.
    var names: [String] { pictures.paths.map(name(of:)) }

    func name(of path: String) -> String {
        String(path.dropFirst(folder.count + 1))
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

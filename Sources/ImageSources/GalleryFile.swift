import Foundation

/// The contents of a `gallery.json`.
///
///     {"name": "Paintings", "licence": {"name": "CC BY 4.0", "url": "https://example.org/licence"}, "pictures": [
///         {"file": "000.jpg", "tags": ["mountains", "lake"], "width": 640, "height": 426,
///          "alt": "A lake between mountains", "caption": "Morning at the lake", "attributes": ["weather:clear"],
///          "credit": {"name": "Jane Doe", "url": "https://example.org"}, "page_url": "https://example.org/000"}]}
///
/// `width` and `height` are those of the upright picture; they may be missing, and where the file's header says
/// otherwise, the file is right.
/// A tag may have 100 characters, as a keyword, and a picture 1,000 tags and attributes; a credit's name and an
/// attribute may have 200, `alt` and `caption` 2,000, an address 2,000 bytes.
///
/// `attributes` describe more than the tags, for evaluations; searches do not use them. `name`, `licence`, `alt`,
/// `caption`, `attributes`, `credit` with its `url`, and `page_url` may be missing, and other keys are ignored.
struct GalleryFile: Decodable {
    struct Entry: Decodable {
        struct Credit: Decodable {
            let name: String
            let url: String?
        }

        let file: String
        let tags: [String]
        let attributes: [String]?
        let width: Int?
        let height: Int?
        let alt: String?
        let caption: String?
        let credit: Credit?
        let pageURL: String?

        private enum CodingKeys: String, CodingKey {
            case file, tags, attributes, width, height, alt, caption, credit
            case pageURL = "page_url"
        }
    }

    struct Licence: Decodable {
        let name: String
        let url: String?
    }

    let name: String?
    let licence: Licence?
    let pictures: [Entry]
}

extension GalleryFile.Licence {
    /// What is wrong with the values; nil if nothing is.
    var objection: String? {
        if name.isEmpty || name.unicodeScalars.count > 200 { return "the licence's name must have 1 to 200 characters" }
        return GalleryFile.objection(toLink: url).map { "the licence's \($0)" }
    }
}

extension GalleryFile {
    /// What is wrong with an address that a page makes a link of; nil if nothing is.
    static func objection(toLink link: String?) -> String? {
        guard let link else { return nil }
        if link.utf8.count > 2000 { return "link has more than 2,000 bytes" }
        // It must not run a script.
        let isLink = ["https://", "http://", "/"].contains { link.hasPrefix($0) }
        return isLink ? nil : "link must begin with https://, http:// or /"
    }
}

extension GalleryFile.Entry {
    var stem: String {
        guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return file }
        return String(file[..<dot])
    }

    /// What is wrong with the values; nil if nothing is.
    var objection: String? {
        if !isPlainName { return "the file's name must be plain: letters, digits, '.', '-' and '_', no folder" }
        if !["jpg", "jpeg"].contains(file.split(separator: ".").last?.lowercased()) {
            return "the file must be a JPEG"
        }
        if ![width, height].allSatisfy({ $0.map((1...100_000).contains) ?? true }) {
            return "width or height is no size"
        }
        func exceeds(_ text: String?, _ limit: Int) -> Bool { text.map { $0.unicodeScalars.count > limit } ?? false }
        if exceeds(credit?.name, 200) { return "the credit's name has more than 200 characters" }
        if exceeds(alt, 2000) || exceeds(caption, 2000) { return "alt or caption has more than 2,000 characters" }
        if tags.contains(where: { exceeds($0, 100) }) { return "a tag has more than 100 characters" }
        if attributes?.contains(where: { exceeds($0, 200) }) == true {
            return "an attribute has more than 200 characters"
        }
        if tags.count + (attributes?.count ?? 0) > 1000 { return "it has more than 1,000 tags and attributes" }
        return [credit?.url, pageURL].lazy.compactMap(GalleryFile.objection(toLink:)).first.map { "a \($0)" }
    }

    /// Names of files become parts of paths and addresses.
    private var isPlainName: Bool {
        !file.isEmpty && !file.hasPrefix(".") && file.utf8.count <= 255
            && file.unicodeScalars.allSatisfy { scalar in
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                    || "._-".unicodeScalars.contains(scalar)
            }
    }
}

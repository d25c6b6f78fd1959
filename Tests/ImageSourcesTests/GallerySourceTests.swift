import Foundation
import ImageSources
import Search
import TestSupport
import Testing
import Threads

@Suite("Gallery")
struct GallerySourceTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (number, file) in ["a.jpg", "b.jpeg", "c.jpg"].enumerated() {
            try Data([0xff, 0xd8, 0xff, UInt8(number)]).write(to: URL(fileURLWithPath: "\(folder.path)/\(file)"))
        }
    }

    func gallery(_ json: String) throws -> GallerySource {
        try Data(json.utf8).write(to: URL(fileURLWithPath: folder.path + "/gallery.json"))
        return try GallerySource(folder: folder.path)
    }

    func three() throws -> GallerySource {
        try gallery(
            """
            {"name": "Three", "made": "by hand", "pictures": [
              {"file": "a.jpg", "tags": ["Mountains", "lake"], "width": 640, "height": 426, "alt": "A lake",
               "caption": "Morning", "credit": {"name": "Ada", "url": "https://example.org"}, "page_url": "/a"},
              {"file": "b.jpeg", "tags": ["mountain"], "attributes": ["Weather:Fog"], "width": 10, "height": 20,
               "caption": "A hill"},
              {"file": "c.jpg", "tags": ["sea", "dark sky"], "width": 1, "height": 1}]}
            """)
    }

    func ids(_ gallery: GallerySource, _ tag: String, limit: Int = 30) throws -> [String] {
        gallery.pictures(tagged: tag, limit: limit).map(\.id)
    }

    @Test("gives pictures with their descriptions")
    func fields() throws {
        let gallery = try three()
        #expect(gallery.name == "gallery")
        #expect(gallery.title == "Three")
        #expect(gallery.count == 3)
        #expect(gallery.tags.sorted() == ["dark sky", "lake", "mountain", "mountains", "sea"])
        let pictures = gallery.pictures(tagged: "mountains", limit: 30)
        #expect(
            pictures == [
                Picture(
                    id: "gallery:a", url: "/gallery/a.jpg", largeURL: "/gallery/a.jpg", pageURL: "/a",
                    credit: Picture.Credit(name: "Ada", url: "https://example.org"), alt: "A lake", width: 640,
                    height: 426),
                Picture(
                    id: "gallery:b", url: "/gallery/b.jpeg", largeURL: "/gallery/b.jpeg", pageURL: nil, credit: nil,
                    alt: "A hill", width: 10, height: 20),
            ])
    }

    @Test("finds a tag in upper or lower case, singular or plural, exact ones first")
    func tags() throws {
        let gallery = try three()
        #expect(try ids(gallery, "mountain") == ["gallery:b", "gallery:a"])
        #expect(try ids(gallery, "MOUNTAINS") == ["gallery:a", "gallery:b"])
        #expect(try ids(gallery, "mountains", limit: 1) == ["gallery:a"])
        #expect(try ids(gallery, "lakes") == ["gallery:a"])
        #expect(try ids(gallery, " dark  skies ") == ["gallery:c"])
        for unknown in ["dark", "sky", "mount", " ", "s", "../a"] { #expect(try ids(gallery, unknown).isEmpty) }
        // The empty tag is that of all pictures.
        #expect(try ids(gallery, "") == ["gallery:a", "gallery:b", "gallery:c"])
        #expect(try ids(gallery, "", limit: 2) == ["gallery:a", "gallery:b"])
    }

    @Test("finds exact tags and attributes, and no search finds an attribute")
    func attributes() throws {
        let gallery = try three()
        func ids(_ attribute: String) -> [String] { gallery.pictures(withAttribute: attribute).map(\.id) }
        #expect(ids("weather:fog") == ["gallery:b"])
        #expect(ids("MOUNTAIN") == ["gallery:b"])
        #expect(ids(" dark  Sky") == ["gallery:c"])
        for unknown in ["lakes", "fog", ""] { #expect(ids(unknown).isEmpty) }
        #expect(try self.ids(gallery, "weather:fog").isEmpty)
        #expect(!gallery.tags.contains("weather:fog"))
    }

    @Test("reads the files' bytes; those that cannot be read fail one by one")
    func downloads() throws {
        let gallery = try three()
        var pictures = gallery.pictures(tagged: "mountains", limit: 30)
        // What a listing in the shared cache may hold.
        pictures.append(
            Picture(
                id: "gallery:../../etc/passwd", url: "/etc/passwd", pageURL: nil,
                credit: nil, alt: "", width: 1, height: 1))
        try FileManager.default.removeItem(atPath: folder.path + "/b.jpeg")
        var outcomes: [Result<[UInt8], SourceError>] = []
        gallery.download(pictures, deadline: .after(.seconds(30))) { index, result in
            #expect(index == outcomes.count)
            outcomes.append(result)
        }
        #expect(
            outcomes == [
                .success([0xff, 0xd8, 0xff, 0]),
                .failure(.unavailable(detail: "The gallery's file for gallery:b cannot be read.")),
                .failure(.badAnswer(detail: "The gallery has no picture gallery:../../etc/passwd.")),
            ])
        gallery.download(pictures, deadline: .after(.zero)) { _, result in #expect(result == .failure(.timedOut)) }
    }

    @Test("sizes are those of the files, upright, whatever gallery.json says", arguments: 1...8)
    func sizes(orientation: Int) throws {
        let file = JPEGFile.inserting(
            JPEGFile.exif(orientation: UInt8(orientation)), into: JPEGFile.flat(width: 64, height: 40))
        // Thumbnails and colour profiles can push the size far back.
        let profile = JPEGFile.application1([UInt8](repeating: 7, count: 60_000))
        for bytes in [file, JPEGFile.inserting(Array([profile, profile, profile].joined()), into: file)] {
            try Data(bytes).write(to: URL(fileURLWithPath: folder.file("a.jpg")))
            let pictures = try ids(three(), "lake")
            #expect(pictures == ["gallery:a"])
            let picture = try #require(
                try three().pictures(tagged: "lake", limit: 1).first)
            #expect((picture.width, picture.height) == (orientation >= 5 ? (40, 64) : (64, 40)))
        }
    }

    @Test(
        "texts and links that are too long are refused",
        arguments: [
            ("\"credit\": {\"name\": \"X\"}", "the credit's name has more than 200 characters"),
            ("\"credit\": {\"name\": \"Ada\", \"url\": \"https://X\"}", "a link has more than 2,000 bytes"),
            ("\"page_url\": \"/X\"", "a link has more than 2,000 bytes"),
            ("\"alt\": \"X\"", "alt or caption has more than 2,000 characters"),
            ("\"caption\": \"X\"", "alt or caption has more than 2,000 characters"),
            ("\"attributes\": [\"X\"]", "an attribute has more than 200 characters"),
        ])
    func longTexts(member: String, what: String) throws {
        func json(_ length: Int) -> String {
            let text = member.replacing("X", with: String(repeating: "x", count: length))
            return "{\"pictures\": [{\"file\": \"a.jpg\", \"tags\": [\"lake\"], \(text)}]}"
        }
        #expect(try gallery(json(150)).count == 1)
        let error = #expect(throws: SourceSetupError.self) { try gallery(json(100_000)) }
        #expect(error?.description.contains(what) == true)
    }

    @Test("a tag that no query can have is refused")
    func longTag() {
        let tag = String(repeating: "x", count: 101)
        let error = #expect(throws: SourceSetupError.self) {
            try gallery("{\"pictures\": [{\"file\": \"a.jpg\", \"tags\": [\"lake\", \"\(tag)\"]}]}")
        }
        #expect(error?.description.contains("a tag has more than 100 characters") == true)
    }

    @Test("a FIFO in place of a picture is refused without waiting")
    func fifo() throws {
        try FileManager.default.removeItem(atPath: folder.file("a.jpg"))
        #expect(mkfifo(folder.file("a.jpg"), 0o600) == 0)
        let error = #expect(throws: SourceSetupError.self) { try three() }
        #expect(error?.description.contains("a.jpg, which cannot be read: it is a FIFO") == true)
    }

    static let broken: [(json: String, sentence: String)] = [
        ("", "it is not valid JSON (it ends too early)"),
        ("{\"pictures\": [", "it is not valid JSON (it ends too early)"),
        ("{\"pictures\":\n [{]}", "it is not valid JSON (line 2, column 4)"), ("{}", "pictures is missing"),
        ("{\"pictures\": {}}", "pictures is not of type array"), ("[]", "it is not of type object"),
        (picture("\"tags\": [], \"width\": 1, \"height\": 1"), "pictures.[0].file is missing"),
        (picture("\"file\": \"a.jpg\", \"width\": 1, \"height\": 1"), "pictures.[0].tags is missing"),
        (picture("\"file\": \"a.jpg\", \"tags\": [1], \"width\": 1, \"height\": 1"), "pictures.[0].tags.[0]"),
        (picture("\"file\": \"a.jpg\", \"tags\": [], \"width\": 0, \"height\": 1"), "width or height is no size"),
        (picture(file: "missing.jpg"), "missing.jpg, which cannot be read"), (picture(file: "a.png"), "must be a JPEG"),
        (picture(file: "../a.jpg"), "must be plain"), (picture(file: "/etc/a.jpg"), "must be plain"),
        (picture(file: "x/a.jpg"), "must be plain"), (picture(file: "..\\\\a.jpg"), "must be plain"),
        (picture(file: "%2e%2e.jpg"), "must be plain"), (picture(file: ".a.jpg"), "must be plain"),
        (picture(file: "a\\u0000.jpg"), "must be plain"), (picture(file: ""), "must be plain"),
        (
            picture("\"file\": \"a.jpg\", \"tags\": [], \"width\": 1, \"height\": 1, \"page_url\": \"javascript:x()\""),
            "a link must begin with"
        ),
    ]

    static func picture(file: String) -> String {
        picture("\"file\": \"\(file)\", \"tags\": [\"a\"], \"width\": 1, \"height\": 1")
    }

    static func picture(_ fields: String) -> String { "{\"pictures\": [{\(fields)}]}" }

    @Test("says what is wrong with a gallery.json", arguments: broken)
    func brokenGallery(json: String, sentence: String) throws {
        let error = #expect(throws: SourceSetupError.self) { try gallery(json) }
        #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
    }

    @Test("refuses a picture that is listed twice")
    func twice() throws {
        let picture = "{\"file\": \"a.jpg\", \"tags\": [], \"width\": 1, \"height\": 1}"
        let error = #expect(throws: SourceSetupError.self) { try gallery("{\"pictures\": [\(picture), \(picture)]}") }
        #expect(error?.description.contains("more than once") == true)
    }

    @Test("warns of symbolic links, which nginx does not serve")
    func links() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.jpg", withDestinationPath: "a.jpg")
        let warnings = try gallery(
            """
            {"pictures": [{"file": "a.jpg", "tags": []}, {"file": "link.jpg", "tags": []}]}
            """
        ).warnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.hasPrefix("1 of the gallery's 2 files (link.jpg) are symbolic links.") == true)
        #expect(try three().warnings.isEmpty)
    }

    @Test("says that there is no gallery")
    func missing() {
        #expect(throws: SourceSetupError.self) { try GallerySource(folder: folder.path + "/nowhere") }
    }

    @Test("the demo gallery is valid: its tags find pictures, and all can be read")
    func demo() throws {
        let gallery = try GallerySource(folder: Gallery.path)
        #expect(gallery.count >= 100)
        let pictures = gallery.pictures(tagged: "mountains", limit: 30)
        #expect(pictures.count == 30)
        gallery.download(pictures, deadline: .after(.seconds(60))) { _, result in
            #expect((try? result.get())?.starts(with: [0xff, 0xd8, 0xff]) == true)
        }
    }
}

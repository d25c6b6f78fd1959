import Foundation
import ImageSources
import Search
import TestSupport
import Testing

@Suite("What a gallery says of itself")
struct GalleryDescriptionTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for file in ["a.jpg", "b.jpg", "c.jpg"] {
            try Data([0xFF, 0xD8, 0xFF, 0]).write(to: URL(fileURLWithPath: "\(folder.path)/\(file)"))
        }
    }

    private func gallery(licence: String = "", examples: String? = nil) throws -> GallerySource {
        let json = """
            {\(licence)"pictures": [{"file": "a.jpg", "tags": ["lake", "lakes", "snow"]},
              {"file": "b.jpg", "tags": ["lake", "lakes"]}, {"file": "c.jpg", "tags": ["sea"]}]}
            """
        try Data(json.utf8).write(to: URL(fileURLWithPath: folder.path + "/gallery.json"))
        try examples.map { try Data($0.utf8).write(to: URL(fileURLWithPath: folder.path + "/examples.json")) }
        return try GallerySource(folder: folder.path)
    }

    private static let tags = ["lake", "sea", "snow"].map { SourceDescription.Example(tag: $0, query: $0) }

    @Test("its examples are those of examples.json, as searches are read")
    func readsExamples() throws {
        let gallery = try gallery(
            examples: """
                {"made": "by hand", "examples": [{"tag": " Lake", "query": "A calm LAKE"}, {"query": "boats"}]}
                """)
        #expect(
            gallery.description.examples == [.init(tag: "lake", query: "a calm lake"), .init(tag: "", query: "boats")])
        #expect(gallery.warnings.isEmpty)
    }

    @Test("without examples.json they are its most frequent tags, of other words for the same only one")
    func takesTags() throws {
        let gallery = try gallery()
        #expect(gallery.description == SourceDescription(examples: Self.tags))
        #expect(gallery.warnings.isEmpty)
    }

    @Test(
        "an examples.json that cannot be used is named in a warning, and the tags take its place",
        arguments: [
            "", "{", "[]", "{\"examples\": [{}]}", "{\"examples\": [{\"tag\": \"a\", \"query\": \" \"}]}",
            "{\"examples\": [{\"tag\": \"a\", \"query\": 5}]}", String(repeating: " ", count: 70_000),
        ])
    func survivesBadExamples(json: String) throws {
        let gallery = try gallery(examples: json)
        #expect(gallery.description.examples == Self.tags)
        #expect(gallery.warnings.count == 1)
        #expect(gallery.warnings.first?.contains("examples.json cannot be used") == true)
    }

    @Test("no more examples are taken than a page has room for")
    func limitsExamples() throws {
        let many = (0..<100).map { "{\"query\": \"sentence \($0)\"}" }.joined(separator: ",")
        #expect(try gallery(examples: "{\"examples\": [\(many)]}").description.examples.count == 12)
    }

    @Test("its licence is that of gallery.json, whose link must be one")
    func readsLicence() throws {
        let licence = #""licence": {"name": "CC BY 4.0", "url": "https://example.org/by"}, "#
        #expect(
            try gallery(licence: licence).description.licence
                == SourceDescription.Licence(name: "CC BY 4.0", url: "https://example.org/by"))
        #expect(try gallery(licence: #""licence": {"name": "Mine"}, "#).description.licence?.url == nil)
        for bad in [#"{"name": ""}"#, #"{"name": "x", "url": "javascript:x()"}"#] {
            let error = #expect(throws: SourceSetupError.self) { try gallery(licence: "\"licence\": \(bad), ") }
            #expect(error?.description.contains("the licence's") == true)
        }
    }

    @Test("examples do not change what the shared cache knows the pictures by")
    func keepsIdentity() throws {
        let before = try gallery()
        try Data("{\"examples\": []}".utf8).write(to: URL(fileURLWithPath: folder.path + "/examples.json"))
        #expect(try GallerySource(folder: folder.path).cacheIdentity == before.cacheIdentity)
    }

    @Test("each example of the demo finds pictures")
    func demo() throws {
        let gallery = try GallerySource(folder: Gallery.path)
        #expect(gallery.description.examples.count == 8)
        for example in gallery.description.examples { #expect(!gallery.pictures(tagged: example.tag).isEmpty) }
        #expect(gallery.description.licence?.url?.hasPrefix("https://") == true)
        #expect(gallery.warnings.isEmpty)
    }
}

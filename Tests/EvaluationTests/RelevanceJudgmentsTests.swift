import Files
import Testing

@testable import Evaluation

@Suite struct RelevanceJudgmentsTests {
    static let judged: [(query: String, relevant: Set<String>, candidates: Set<String>?)] = [
        // Tags and attributes, in any case; a name of the file's.
        ("\"expect\": [[\"SEA\"]]", ["a.jpg", "b.jpg"], nil),
        ("\"expect\": [[\"boat:red\"]]", ["b.jpg"], nil),
        ("\"expect\": [[\" dark sky\"]]", ["d.jpg"], nil),
        ("\"pictures\": [\"e.jpg\", \"a.jpg\", \"a.jpg\"]", ["a.jpg", "e.jpg"], nil),
        // Every clause, one of each.
        ("\"expect\": [[\"weather:storm\"], [\"sea\"]]", ["a.jpg"], nil),
        ("\"expect\": [[\"weather:storm\"], [\"sea\", \"mountains\"]]", ["a.jpg", "c.jpeg"], nil),
        // An attribute is one word as it is written; a tag is what a search with it finds.
        ("\"expect\": [[\"mountains\"]]", ["c.jpeg"], nil),
        ("\"tag\": \"mountains\", \"expect\": [[\"weather:storm\"]]", ["c.jpeg"], ["c.jpeg", "d.jpg"]),
        ("\"tag\": \"sea\", \"pictures\": [\"c.jpeg\", \"b.jpg\"]", ["b.jpg"], ["a.jpg", "b.jpg"]),
    ]

    @Test("knows which pictures are right", arguments: judged)
    func judges(query: String, relevant: Set<String>, candidates: Set<String>?) throws {
        let judgments = try EvaluationGallery().judgments("{\"text\": \"x\", \(query)}")
        #expect(judgments.queries.map(\.relevant) == [relevant])
        #expect(judgments.queries.map(\.candidates) == [candidates])
        #expect(judgments.leftOut.isEmpty)
    }

    static let leftOut: [(query: String, reason: String)] = [
        ("\"expect\": [[\"see\"]]", "no picture has 'see'"),
        ("\"expect\": [[\"sea\", \"see\"], [\"boot\"]]", "no picture has 'see', 'boot'"),
        ("\"expect\": [[\"sea\"], [\"mountains\"]]", "no picture is right"),
        ("\"pictures\": []", "no picture is right"),
        ("\"tag\": \"sea\", \"pictures\": [\"c.jpeg\"]", "no picture is right"),
        ("\"tag\": \"see\", \"pictures\": [\"c.jpeg\"]", "no picture has the tag 'see'"),
        // No search finds a picture by what is only an attribute.
        ("\"tag\": \"weather:storm\", \"pictures\": [\"c.jpeg\"]", "no picture has the tag 'weather:storm'"),
    ]

    @Test("leaves out what nothing can be measured with, and says why", arguments: leftOut)
    func leavesOut(query: String, reason: String) throws {
        let judgments = try EvaluationGallery().judgments("{\"text\": \"x\", \(query)}")
        #expect(judgments.queries.isEmpty)
        #expect(judgments.leftOut.first?.reason.contains(reason) == true, "\(judgments.leftOut)")
    }

    @Test("refuses files that are not there, naming query and files")
    func unknownFiles() throws {
        let gallery = try EvaluationGallery()
        let error = #expect(throws: SetupError.self) {
            try gallery.judgments("{\"text\": \"my boat\", \"pictures\": [\"a.jpg\", \"z.jpg\", \"../a.jpg\"]}")
        }
        #expect(error?.description.contains("query 1 ('my boat')") == true)
        #expect(error?.description.contains("'z.jpg', '../a.jpg'") == true)
    }

    @Test("a folder without gallery.json knows its files, and no attributes")
    func withoutAnnotations() throws {
        let gallery = try EvaluationGallery(["a.jpg", "b.JPG"])
        #expect(try gallery.judgments("{\"text\": \"x\", \"pictures\": [\"b.JPG\"]}").queries[0].relevant == ["b.JPG"])
        for query in ["\"expect\": [[\"sea\"]]", "\"tag\": \"sea\", \"pictures\": [\"a.jpg\"]"] {
            let error = #expect(throws: SetupError.self) {
                try gallery.judgments("{\"text\": \"x\", \(query)}")
            }
            #expect(error?.description.contains("has no gallery.json") == true)
        }
    }

    @Test("knows how many pictures gallery.json passes over")
    func unannotated() throws {
        #expect(try EvaluationGallery().annotated().unannotatedCount == 1)
        #expect(try EvaluationGallery(["a.jpg"]).annotated().unannotatedCount == 0)
    }

    @Test("names a folder that is not there, and a gallery.json that cannot be used")
    func brokenGallery() throws {
        for folder in ["/nowhere", "/etc/hostname", ""] {
            let error = #expect(throws: SetupError.self) { try AnnotatedGallery.folder(named: folder) }
            #expect(error?.description == "there is no gallery folder '\(folder)'")
        }
        let gallery = try EvaluationGallery(["a.jpg"], gallery: "{\"pictures\": [\n7]}")
        let error = #expect(throws: SetupError.self) { try gallery.annotated() }
        #expect(error?.description.contains("pictures.[0] is not of type object") == true)
    }
}

import Files
import TestSupport
import Testing

@testable import Evaluation

@Suite struct EvaluationFileTests {
    @Test("reads queries, and the gallery's folder beside the file")
    func reads() throws {
        let gallery = try EvaluationGallery()
        let file = try gallery.read(
            """
            {"name": "Mine", "gallery": "gallery", "made": "by hand", "queries": [
              {"text": " A Storm\\nat sea ", "group": "plain", "tag": " SEA", "expect": [["a", "b"], ["c"]]},
              {"text": "my boat", "pictures": ["a.jpg"]}]}
            """)
        #expect(file.name == "Mine")
        #expect(file.galleryFolder == gallery.folder.file("gallery"))
        #expect(file.queries.map(\.number) == [1, 2])
        #expect(file.queries[0].sentence == "a storm\nat sea")
        #expect(file.queries[0].label == "query 1 ('A Storm at sea')")
        #expect(file.queries.map(\.group) == ["plain", nil])
        #expect(file.queries.map(\.tag) == ["sea", nil])
        guard case .attributes([["a", "b"], ["c"]]) = file.queries[0].relevance,
            case .pictures(["a.jpg"]) = file.queries[1].relevance
        else {
            Issue.record("\(file.queries)")
            return
        }
    }

    @Test("a gallery by its full path stays there, and a file may name none")
    func galleryFolder() throws {
        let gallery = try EvaluationGallery()
        let query = "{\"text\": \"a\", \"pictures\": []}"
        #expect(try gallery.read("{\"gallery\": \"/pictures\", \"queries\": [\(query)]}").galleryFolder == "/pictures")
        #expect(try gallery.read("{\"queries\": [\(query)]}").galleryFolder == nil)
    }

    static let broken: [(json: String, sentence: String)] = [
        ("", "not valid JSON (it ends too early)"), ("{\"queries\": [", "not valid JSON (it ends too early)"),
        ("{\"queries\": [\n  {\"text\": \"é\" \"pictures\": []}]}", "not valid JSON (line 2, column 16)"),
        ("[]", "it is not of type object"), ("{}", "queries is missing"),
        ("{\"queries\": 1}", "queries is not of type array"),
        ("{\"queries\": []}", "has no queries"),
        (query("\"pictures\": []"), "query 1: text is missing"),
        (query("\"text\": 5, \"pictures\": []"), "query 1: text is not of type string"),
        (query("\"text\": \" \\n\", \"pictures\": []"), "query 1 (''): the sentence is empty"),
        (query("\"text\": \"a\\u0000\", \"pictures\": []"), "query 1 ('a'): the sentence holds a control character"),
        (query("\"text\": \"a\", \"tag\": \"\", \"pictures\": []"), "query 1 ('a'): the keyword is empty"),
        (query("\"text\": \"a\""), "query 1 ('a'): it says neither"),
        (query("\"text\": \"a\", \"pictures\": [], \"expect\": [[\"b\"]]"), "query 1 ('a'): it has both"),
        (query("\"text\": \"a\", \"pictures\": [1]"), "query 1 ('a'): pictures.[0] is not of type string"),
        (query("\"text\": \"a\", \"expect\": [\"b\"]"), "query 1 ('a'): expect.[0] is not of type array"),
        (query("\"text\": \"a\", \"expect\": []"), "query 1 ('a'): expect is empty"),
        (query("\"text\": \"a\", \"expect\": [[\"b\"], []]"), "query 1 ('a'): clause 2 of expect is empty"),
        ("{\"queries\": [7]}", "query 1: it is not of type object"),
    ]

    static func query(_ members: String) -> String { "{\"queries\": [{\(members)}]}" }

    @Test("says what is wrong, and in which query", arguments: broken)
    func refuses(json: String, sentence: String) throws {
        let gallery = try EvaluationGallery()
        let error = #expect(throws: SetupError.self) { try gallery.read(json) }
        #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
    }

    @Test("names every wrong query at once")
    func namesAll() throws {
        let gallery = try EvaluationGallery()
        let error = #expect(throws: SetupError.self) {
            try gallery.file(
                "{\"text\": \"a\"}, {\"text\": \"b\", \"pictures\": []}, {\"text\": \"\", \"pictures\": []}, 7")
        }
        let lines = error?.description.split(separator: "\n").dropFirst().map { $0.prefix { $0 != ":" } }
        #expect(lines == ["  query 1 ('a')", "  query 3 ('')", "  query 4"])
    }

    @Test("a file that is not there is named")
    func missing() {
        let error = #expect(throws: SetupError.self) { try EvaluationFile(path: "/nowhere/e.json") }
        #expect(error?.description == "there is no file '/nowhere/e.json'")
    }
}

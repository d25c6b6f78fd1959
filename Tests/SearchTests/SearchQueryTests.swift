import Testing

@testable import Search

@Suite struct SearchQueryTests {
    @Test("trims and lower-cases tag and sentence")
    func cleans() throws {
        let query = try SearchQuery(tag: "  Horses\n", text: "\tHorses amidst FLOWERS ", count: 3)
        #expect(query.tag == "horses")
        #expect(query.text == "horses amidst flowers")
        #expect(query.count == 3)
    }

    @Test("keeps scripts and emoji, counting Unicode scalars")
    func keepsScripts() throws {
        let query = try SearchQuery(tag: String(repeating: "馬", count: 100), text: "👩‍👩‍👧 ÀÉ")
        #expect(query.tag.unicodeScalars.count == 100)
        #expect(query.text == "👩‍👩‍👧 àé")
        #expect(query.count == 10)
    }

    @Test(
        "names the field at fault",
        arguments: [
            ("", "x", 1, .tag), (" \n\t", "x", 1, .tag), (String(repeating: "a", count: 101), "x", 1, .tag),
            ("a\u{0}b", "x", 1, .tag), ("x", "", 1, .sentence), ("x", "a\u{7F}", 1, .sentence),
            ("x", String(repeating: "a", count: 1001), 1, .sentence), ("x", "y", 0, .count), ("x", "y", -5, .count),
            ("x", "y", 1_000_000_000, .count),
        ] as [(String, String, Int, QueryError.Field)])
    func refuses(tag: String, text: String, count: Int, field: QueryError.Field) {
        let error = #expect(throws: QueryError.self) { try SearchQuery(tag: tag, text: text, count: count) }
        #expect(error?.field == field)
        #expect(error?.description.hasPrefix(field.rawValue) == true)
    }

    @Test("an offset is a number that leaves room to rank")
    func hasOffset() throws {
        #expect(try SearchQuery(tag: "a", text: "b").offset == 0)
        #expect(try SearchQuery(tag: "a", text: "b", count: 5, offset: 7).depth == 12)
        for offset in [-1, 1_000_000_000] {
            let error = #expect(throws: QueryError.self) { try SearchQuery(tag: "a", text: "b", offset: offset) }
            #expect(error == .invalidOffset)
        }
    }

    @Test("a tag may be left out only if the source has a pool without a tag")
    func optionalTag() throws {
        for blank in ["", " \n"] {
            #expect(try SearchQuery(tag: blank, text: "snow", tagIsOptional: true).tag == "")
            #expect(throws: QueryError.self) { try SearchQuery(tag: blank, text: "snow") }
        }
        #expect(try SearchQuery(tag: " Lake ", text: "snow", tagIsOptional: true).tag == "lake")
        #expect(throws: QueryError.self) {
            try SearchQuery(tag: String(repeating: "x", count: 101), text: "snow", tagIsOptional: true)
        }
    }
}

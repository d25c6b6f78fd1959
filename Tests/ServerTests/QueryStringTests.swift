import Search
import TestSupport
import Testing

@testable import Server

@Suite struct QueryStringTests {
    @Test("decodes plus signs, percent escapes and UTF-8")
    func decodes() throws {
        let query = QueryString(Array("t=horses&s_query=horses+amidst%20flowers%21&x=%F0%9F%90%8E&empty=".utf8))
        #expect(try query.value("t") == "horses")
        #expect(try query.value("s_query") == "horses amidst flowers!")
        #expect(try query.value("x") == "🐎")
        #expect(try query.value("empty") == "")
        #expect(try query.value("absent") == nil)
    }

    @Test(
        "names the parameter that cannot be read",
        arguments: [("t=a&t=b", "t"), ("t=%zz", "t"), ("t=%4", "t"), ("t=%FF%FE", "t"), ("s=1", "t"), ("", "t")])
    func refuses(text: String, parameter: String) {
        let error = #expect(throws: ParameterError.self) { try QueryString(Array(text.utf8)).required("t") }
        #expect(error?.parameter == parameter)
    }

    @Test(
        "a parameter that does not exist is named, with the one it was meant to be",
        arguments: [
            ("t=a&s_query=b&offset=3", "offset", nil), ("limit=3&t=a", "limit", nil), ("page=2", "page", nil),
            ("K=3", "K", "k"), ("kk=3", "kk", "k"), ("n=3", "n", nil), ("s_qeury=a", "s_qeury", "s_query"),
            ("squery=a", "squery", "s_query"), ("query=a", "query", "s_query"), ("t=a&T=b", "T", "t"),
            ("q=a", "q", nil), ("=5", "", nil), ("t%00=a", "t\0", "t"), ("%FF=a", "\u{FFFD}", nil),
            ("%zz=a", "zz", nil), ("t[]=a", "t[]", "t"), ("+k=1", " k", "k"), ("callback", "callback", nil),
        ] as [(String, String, String?)])
    func namesUnknown(text: String, parameter: String, nearest: String?) throws {
        let error = #expect(throws: ParameterError.self) {
            try QueryString(Array(text.utf8)).check(known: ["t", "s_query", "k"])
        }
        #expect(error?.parameter == parameter)
        let detail = try #require(error?.detail)
        #expect(detail.contains("t, s_query, k"))
        #expect(detail.hasSuffix("did you mean \(nearest ?? "nothing")?") == (nearest != nil), "\(detail)")
    }

    @Test("the name of a parameter that does not exist is cut")
    func cutsUnknown() {
        let error = #expect(throws: ParameterError.self) {
            try QueryString(Array(("t=a&" + String(repeating: "🐎", count: 2000) + "=1").utf8)).check(known: ["t"])
        }
        #expect(error?.parameter == String(repeating: "🐎", count: 40) + "…")
        #expect(error?.detail.unicodeScalars.count ?? .max < 200)
    }

    @Test("empty pairs are harmless", arguments: ["", "&", "t=a&&k=1&", "&&&t=a", "t", "t="])
    func ignoresEmptyPairs(text: String) throws {
        try QueryString(Array(text.utf8)).check(known: ["t", "k"])
    }

    @Test("takes any bytes without failing")
    func takesAnything() {
        var generator = SplitMix64(state: 1)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                Array("t=&%+\u{0}0aF".utf8).randomElement(using: &generator)!
                    &+ (Bool.random(using: &generator) ? 0 : 128)
            }
            _ = try? QueryString(bytes).value("t")
        }
    }
}

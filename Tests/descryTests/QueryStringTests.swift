import Search
import TestSupport
import Testing

@testable import descry

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
        let error = #expect(throws: QueryError.self) { try QueryString(Array(text.utf8)).required("t") }
        #expect(error?.parameter == parameter)
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

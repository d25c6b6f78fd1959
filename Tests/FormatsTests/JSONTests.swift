import Foundation
import Testing

@testable import Formats

@Suite struct JSONTests {
    @Test("keeps the members' order")
    func keepsOrder() {
        let json = JSON.object([("z", .integer(1)), ("a", .array([.null, .bool(true)])), ("m", .object([]))])
        #expect(json.text == #"{"z":1,"a":[null,true],"m":{}}"#)
    }

    @Test("writes strings that any reader gives back", arguments: ["\"\\/\u{8}\n\r\t\u{0}\u{7F}", "é 馬 👩‍👩‍👧", ""])
    func escapes(string: String) throws {
        let data = Data(JSON.array([.string(string)]).text.utf8)
        #expect(!data.contains { $0 < 0x20 || $0 == 0x7F })
        #expect(try JSONDecoder().decode([String].self, from: data) == [string])
    }

    @Test(
        "rounds as the contract says",
        arguments: [(31.2041, "31.204"), (100, "100"), (-0.0004, "-0"), (8.3999, "8.4"), (.nan, "null")])
    func rounds(value: Double, text: String) {
        #expect(JSON.rounded(value, decimals: 3).text == text)
    }
}

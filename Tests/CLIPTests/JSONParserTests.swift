import Foundation
import TestSupport
import Testing

@testable import CLIP

@Suite("JSON, as Python reads it")
struct JSONParserTests {
    private typealias Value = CLIP.JSONValue

    private func value(_ text: String) throws -> Value {
        try JSONParser.value(of: Array(text.utf8))
    }

    @Test("contains numbers, strings, lists and objects")
    func values() throws {
        #expect(
            try value(#" {"a": [1, -2, 0, 2.5, 1e3, -0, true, false, null], "b": {"c": ""}, "": []} "#)
                == .object([
                    "a": .array([
                        .integer(1), .integer(-2), .integer(0), .number(2.5), .number(1000), .integer(0), .bool(true),
                        .bool(false), .null,
                    ]), "b": .object(["c": .string("")]), "": .array([]),
                ]))
        #expect(try value(#""\u00e9\ud83d\ude00\n\t\"\\\/ é""#) == .string("é😀\n\t\"\\/ é"))
        #expect(try value(#""\ud83d x""#) == .string("\u{FFFD} x"))
        // transformers writes this for a length without a limit.
        #expect(try value("1000000000000000019884624838656") == .number(1e30))
    }

    @Test("contains what Python adds: NaN, Infinity, and of equal keys the last value")
    func dialect() throws {
        #expect(try value("[Infinity, -Infinity]") == .array([.number(.infinity), .number(-.infinity)]))
        guard case .number(let number) = try value("NaN") else { throw JSONParser.Failure(line: 0, complaint: "NaN") }
        #expect(number.isNaN)
        #expect(try value(#"{"a": 1, "a": 2}"#) == .object(["a": .integer(2)]))
    }

    @Test(
        "that is wrong is refused, with the line",
        arguments: [
            ("", 1, "the file ends where a value was expected"), ("{", 1, "a key in quotation marks was expected"),
            ("[1", 1, "a comma or ] was expected after a value"),
            ("{\"a\": 1\n\"b\": 2}", 2, "a comma or } was expected after a member"),
            ("{\"a\" 1}", 1, "a colon was expected after the key \"a\""), ("[1,]", 1, "a value was expected"),
            ("{\"a\": 1,}", 1, "a key in quotation"), ("{a: 1}", 1, "a key in quotation"),
            ("'a'", 1, "a value was expected"), ("[\n01]", 2, "01 is not a number"), ("1.", 1, "1. is not a number"),
            (".5", 1, "a value was expected"), ("+1", 1, "a value was expected"), ("-", 1, "- is not a number"),
            ("1e", 1, "1e is not a number"), ("nul", 1, "a value was expected"),
            ("{} {}", 1, "text follows the end of the value"), ("\"a", 1, "a string has no end"),
            ("\"a\nb\"", 1, "a string has a control character"), (#""\x""#, 1, "a string has an escape"),
            (#""\u12g4""#, 1, "four hexadecimal digits were expected after \\u"),
            (#""\u12"#, 1, "four hexadecimal digits"), ("\u{FEFF}{}", 1, "the file begins with a byte order mark"),
            ("// x\n{}", 1, "a value was expected"),
            (String(repeating: "[", count: 100_000), 1, "values are nested more than 200 deep"),
        ])
    func failures(text: String, line: Int, complaint: String) throws {
        let failure = try #require(throws: JSONParser.Failure.self) { try value(text) }
        #expect(failure.complaint.contains(complaint), "\(failure)")
        #expect(failure.line == line, "\(failure)")
    }

    @Test("that is not UTF-8 is refused")
    func encodings() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(throws: JSONParser.Failure.self) { try JSONParser.value(of: bytes) }
        }
    }

    @Test("damaged at any byte is read or refused")
    func damaged() throws {
        let original = Array(try Fixtures.data("models/quick-gelu/config.json"))
        var random = SplitMix64(state: 9)
        var refused = 0
        for _ in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
            }
            do {
                _ = try CLIPConfiguration(json: bytes, path: "config.json")
            } catch {
                refused += 1
                #expect(error.description.hasPrefix("config.json"))
            }
        }
        #expect(refused > 0)
    }
}

import Files
import Testing

@Suite struct FilePathTests {
    static let names: [[UInt8]] = [
        Array("plain.jpg".utf8), Array("café 図.jpg".utf8), Array("caf".utf8) + [0xE9] + Array(".jpg".utf8),
        [0xFF, 0xFE], [0xE2, 0x82], [0xC0, 0x80, 0x41], [0xF0, 0x9F, 0x98], Array("a\nb\u{1B}[31m.jpg".utf8),
        Array("a\\xE9.jpg".utf8), [], Array("\u{EF80}\u{EFFF}".utf8), [0xEE, 0xBE, 0x80, 0xE9], Array(0x80...0xFF),
    ]

    @Test("any bytes come back from the text of an argument", arguments: names)
    func argument(_ bytes: [UInt8]) {
        #expect(FilePath(FilePath(bytes: bytes).argument).bytes == bytes)
    }

    @Test("no two names look alike, and each is one line")
    func shown() {
        #expect(Set(Self.names.map { FilePath(bytes: $0).shown }).count == Self.names.count)
        #expect(FilePath(bytes: Self.names[1]).shown == "café 図.jpg")
        #expect(FilePath(bytes: Self.names[2]).shown == "caf\\xE9.jpg")
        #expect(FilePath(bytes: Self.names[7]).shown == "a\\x0Ab\\x1B[31m.jpg")
        #expect(FilePath(bytes: Self.names[8]).shown == "a\\\\xE9.jpg")
        #expect(FilePath(bytes: Self.names[4]).shown == "\\xE2\\x82")
    }

    @Test("text is the name itself where it is UTF-8")
    func text() {
        #expect(FilePath(bytes: Self.names[7]).text == "a\nb\u{1B}[31m.jpg")
        #expect(FilePath(bytes: Self.names[2]).text == "caf\\xE9.jpg")
        #expect(!FilePath(bytes: Self.names[2]).isText)
    }

    @Test("names are put together with one slash")
    func appending() {
        #expect(FilePath("a").appending([0x62]).bytes == Array("a/b".utf8))
        #expect(FilePath("/").appending([0x62]).bytes == Array("/b".utf8))
        #expect(Array(FilePath("a/b.jpg").name) == Array("b.jpg".utf8))
        #expect(FilePath("a/b.jpg").folder == FilePath("a/") && FilePath("b.jpg").folder == FilePath("."))
        for (path, plain) in [("a//", "a"), ("a", "a"), ("/", "/"), ("", "")] {
            #expect(FilePath(path).withoutTrailingSlashes == FilePath(plain))
        }
    }
}

import Testing

@testable import Encoding

@Suite struct KnownWordsTests {
    private let words = KnownWords(hasWhole: ["house", "farm", "lake", "sunset", "forest", "red", "with"].contains)

    @Test(
        "a word is known whole, as a compound, or with one typing mistake",
        arguments: [
            ("a red house", 0.0), ("farmhouse", 0), ("farmlakes", 1), ("Sunset, forest!", 0), ("", 0), ("an ox", 0),
            // A letter is missing, was added, replaced, exchanged with the next.
            ("sunet", 0), ("foresst", 0), ("sunsed", 0), ("ofrest", 0), ("ssunset", 0), ("fores", 0), ("sunsett", 0),
            // Two mistakes, and words too short to tell.
            ("sunted", 1), ("lakr", 1), ("rad", 1), ("asdfghjkl", 1), ("12345", 1),
            ("red cat", 0.5), ("cat with dog", 2.0 / 3), (String(repeating: "x", count: 10_000), 1),
        ] as [(String, Double)])
    func tells(text: String, unknown: Double) {
        #expect(abs(words.unknownShare(of: text) - unknown) < 1e-9)
    }
}

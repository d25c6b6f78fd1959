import Testing

@testable import ImageSources

@Suite("Tags")
struct TagIndexTests {
    @Test(
        "have a singular",
        arguments: [
            ("mountains", "mountain"), ("mountain", "mountain"), ("skies", "sky"), ("sky", "sky"), ("beaches", "beach"),
            ("boxes", "box"), ("grasses", "grass"), ("grass", "grass"), ("bushes", "bush"), ("dark skies", "dark sky"),
            ("houses", "house"), ("bus", "bus"), ("iris", "iris"), ("trees", "tree"), ("s", "s"), ("", ""),
        ])
    func singular(tag: String, expected: String) {
        #expect(TagIndex.singular(tag) == expected)
    }

    @Test("are listed with the most frequent first")
    func order() {
        let index = TagIndex([["sea", "snow"], ["Snow", "sky", "snow"], ["snow", "sky"], []])
        #expect(index.tags == ["snow", "sky", "sea"])
        #expect(index.pictures(tagged: "snow") == [0, 1, 2])
    }
}

import Testing

@testable import CLIP

@Suite struct BatchShapeTests {
    @Test("lengths and numbers of texts are rounded up to few steps, by half at most")
    func hasFewSteps() {
        #expect(
            (1...32).map(BatchShape.count).reduce(into: Set()) { $0.insert($1) }.sorted()
                == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32])
        let lengths = (1...77).map { BatchShape.length($0, limit: 77) }
        #expect(Set(lengths).sorted() == [8, 12, 16, 24, 32, 48, 64, 77])
        for number in 1...1000 {
            #expect(BatchShape.count(number) >= number && 2 * BatchShape.count(number) < 3 * number + 2)
            #expect(BatchShape.length(number, limit: 2000) >= number)
        }
    }

    @Test("all steps up to a limit are listed, with the limit itself")
    func knowsAll() {
        #expect(BatchShape.counts(upTo: 32) == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32])
        #expect(BatchShape.counts(upTo: 10) == [1, 2, 3, 4, 6, 8, 10])
        #expect(BatchShape.lengths(upTo: 77) == [8, 12, 16, 24, 32, 48, 64, 77])
        #expect(BatchShape.lengths(upTo: 5) == [5])
    }

    @Test("no length exceeds the context of the model")
    func keepsLimit() {
        #expect((1...5).map { BatchShape.length($0, limit: 5) } == [5, 5, 5, 5, 5])
    }
}

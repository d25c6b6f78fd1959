import TestSupport
import Testing

@testable import Evaluation

@Suite struct RetrievalMeasuresTests {
    /// Rankings with what they give by hand: `R` is a right picture, `.` a wrong one.
    static let byHand: [(ranking: String, values: [Double])] = [
        // One right picture, first or last of four.
        ("R...", [1, 1, 1, 1, 1]),
        ("...R", [0, 1, 1, 0.25, 0.25]),
        // (1/1 + 2/3 + 3/9 + 4/10) / 4
        ("R.R.....RR", [1, 0.5, 1, 1, 0.6]),
        // (1/3 + 2/4) / 2
        ("..RR......", [0, 1, 1, 1.0 / 3, 5.0 / 12]),
        // Six right ones divide by five, and two of them come after the tenth: (1/2 + 2/4 + 3/6 + 4/8 + 5/11 + 6/12) / 6
        (".R.R.R.R..RR", [0, 0.4, 4.0 / 6, 0.5, (0.5 + 0.5 + 0.5 + 0.5 + 5.0 / 11 + 0.5) / 6]),
        ("RRR", [1, 1, 1, 1, 1]),
        // Found too late for all but the ranks.
        ("..........R", [0, 0, 0, 1.0 / 11, 1.0 / 11]),
    ]

    @Test("gives what the definitions give by hand", arguments: byHand)
    func values(ranking: String, values: [Double]) throws {
        let measures = try #require(RetrievalMeasures(relevance: ranking.map { $0 == "R" }))
        for (value, expected) in zip(measures.values, values) { #expect(abs(value - expected) < 1e-12) }
    }

    @Test("nothing right, nothing to measure", arguments: ["", ".", "......"])
    func nothing(ranking: String) {
        #expect(RetrievalMeasures(relevance: ranking.map { $0 == "R" }) == nil)
        #expect(RetrievalMeasures(meanOf: []) == nil)
    }

    @Test("the mean counts every query the same")
    func mean() throws {
        let measures = ["R...", "...R", "...R"].compactMap { RetrievalMeasures(relevance: $0.map { $0 == "R" }) }
        let mean = try #require(RetrievalMeasures(meanOf: measures))
        for (value, expected) in zip(mean.values, [1.0 / 3, 1, 1, 0.5, 0.5]) { #expect(abs(value - expected) < 1e-12) }
    }

    @Test("over all rankings of n pictures, chance is as counting says")
    func chance() throws {
        for count in 5...12 {
            for right in 1...count {
                // Every ranking once: the bits of a number are the right ranks.
                let rankings = (0..<1 << count).filter { $0.nonzeroBitCount == right }
                let measures = rankings.compactMap { bits in
                    RetrievalMeasures(relevance: (0..<count).map { bits >> $0 & 1 == 1 })
                }
                #expect(measures.count == rankings.count)
                let mean = try #require(RetrievalMeasures(meanOf: measures))
                let share = Double(right) / Double(count)
                #expect(abs(mean.precisionAt1 - share) < 1e-9)
                #expect(abs(mean.precisionAt5 - 5 * share / Double(min(5, right))) < 1e-9)
                #expect(abs(mean.recallAt10 - Double(min(10, count)) / Double(count)) < 1e-9)
            }
        }
    }

    @Test("a right picture that moves up lowers no measure and raises the average precision")
    func rewardsImprovement() throws {
        var generator = SplitMix64(state: 7)
        for _ in 0..<500 {
            let count = Int.random(in: 2...40, using: &generator)
            var ranking = (0..<count).map { _ in Int.random(in: 0..<4, using: &generator) == 0 }
            let place = Int.random(in: 1..<count, using: &generator)
            (ranking[place - 1], ranking[place]) = (false, true)
            let before = try #require(RetrievalMeasures(relevance: ranking))
            ranking.swapAt(place - 1, place)
            let after = try #require(RetrievalMeasures(relevance: ranking))
            for (old, new) in zip(before.values, after.values) { #expect(old <= new && old >= 0 && new <= 1) }
            #expect(after.averagePrecision > before.averagePrecision)
        }
    }

    @Test("only a ranking with all right pictures first is perfect")
    func perfection() throws {
        var generator = SplitMix64(state: 8)
        for _ in 0..<500 {
            let right = Int.random(in: 1...15, using: &generator)
            var ranking = Array(repeating: true, count: right)
            ranking += Array(repeating: false, count: Int.random(in: 1...15, using: &generator))
            let best = try #require(RetrievalMeasures(relevance: ranking))
            #expect(best.values == [1, 1, Double(min(10, right)) / Double(right), 1, 1])
            ranking.shuffle(using: &generator)
            let shuffled = try #require(RetrievalMeasures(relevance: ranking))
            let isPerfect = ranking.lastIndex(of: true) == right - 1
            #expect((shuffled.averagePrecision == 1) == isPerfect)
        }
    }
}

extension RetrievalMeasures {
    fileprivate var values: [Double] {
        [precisionAt1, precisionAt5, recallAt10, reciprocalRank, averagePrecision]
    }
}

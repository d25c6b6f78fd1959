import Foundation
import Ranking
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct BackgroundTests {
    private static let dimension = 8

    private func background(_ count: Int = 40) -> Background? {
        Background((0..<count).map { .sample(seed: 1000 + $0, dimension: Self.dimension) })
    }

    @Test("the levels are the mean of a picture's scores and the mean of the three highest")
    func computesLevels() throws {
        let pictures = (0..<5).map { Embedding.sample(seed: $0, dimension: Self.dimension) }
        let pool = ImagePool.sample(pictures)
        let levels = try #require(background()).scale(of: pool.embeddings, logitScale: 50).levels
        #expect(levels.count == 5)
        for (picture, levels) in zip(pictures, levels) {
            let scores = (0..<40).map { index in
                50
                    * zip(Embedding.sample(seed: 1000 + index, dimension: Self.dimension).values, picture.values)
                    .map(*).reduce(0, +)
            }.sorted(by: >)
            #expect(abs(levels.usual - scores.reduce(0, +) / 40) < 0.05)
            #expect(abs(levels.fitting - scores.prefix(3).reduce(0, +) / 3) < 0.05)
        }
    }

    @Test(
        "the place between the two levels is the word, whatever the model's range of scores",
        arguments: [
            (Float(0.39), Match.weak), (0.41, .fair), (0.84, .fair), (0.86, .strong), (1.7, .strong), (-3, .weak),
        ], [(Float(17), Float(29)), (-5, -1), (0, 0.001)])
    func namesMatches(share: (Float, Match), levels: (Float, Float)) {
        let (usual, fitting) = levels
        let scale = PoolScale(levels: [MatchLevels(usual: usual, fitting: fitting)], fair: PoolScale.leastFair)
        #expect(scale.match(usual + share.0 * (fitting - usual), row: 0) == share.1)
    }

    @Test("a picture that scores the same for every sentence matches none")
    func refusesConstants() {
        let scale = PoolScale(levels: [MatchLevels(usual: 3, fitting: 3)], fair: PoolScale.leastFair)
        #expect(scale.match(3, row: 0) == .weak)
    }

    @Test("fair begins where few captions come that fit nothing, whatever the others do, but within bounds")
    func findsFair() {
        func fair(_ best: (Float) -> Float) -> Float {
            // Their order does not matter.
            PoolScale.fair(best: (0..<100).reversed().map { best(Float($0)) })
        }
        #expect(abs(fair { 0.006 * $0 } - 0.57) < 0.001)
        #expect(abs(fair { $0 > 50 ? 5 : 0.006 * $0 } - 0.57) < 0.001)
        #expect(fair { _ in 0.1 } == PoolScale.leastFair)
        #expect(fair { 0.05 * $0 } == PoolScale.mostFair)
        #expect(fair { _ in -.infinity } == PoolScale.leastFair)
    }

    /// The best of many pictures is better by chance than the best of few.
    @Test("to a model that knows many words, fair begins higher in larger pools; to another it does not")
    func growsWithPool() throws {
        let embeddings = (0..<40).map { Embedding.sample(seed: 1000 + $0, dimension: Self.dimension) }
        func fair(_ count: Int, knowsFewWords: Bool) throws -> Float {
            let pool = ImagePool.sample((0..<count).map { .sample(seed: $0, dimension: Self.dimension) })
            return try #require(Background(embeddings, knowsFewWords: knowsFewWords))
                .scale(of: pool.embeddings, logitScale: 100).fair
        }
        #expect(try fair(1, knowsFewWords: false) < fair(30, knowsFewWords: false))
        #expect(try fair(30, knowsFewWords: true) == PoolScale.leastFair)
    }

    @Test("too few sentences are no background")
    func needsSentences() {
        #expect(background(Background.minimum - 1) == nil)
        #expect(background(Background.minimum) != nil)
    }

    @Test("the sentences are those of whose words a vocabulary has most, and enough of them")
    func choosesSentences() {
        let words = { (sentence: String) in sentence.split(separator: " ").count }
        #expect(Background.sentences(tokenCount: words) == Background.captions)
        // A vocabulary that cuts long words into pieces of four letters.
        let pieces = { (sentence: String) in
            sentence.split(separator: " ").map { ($0.count + 3) / 4 }.reduce(0, +)
        }
        let chosen = Background.sentences(tokenCount: pieces)
        #expect((64..<100).contains(chosen.count))
        let rate = { Double(pieces($0)) / Double(words($0)) }
        let longest = chosen.map(rate).max() ?? 0
        #expect(Background.captions.filter { rate($0) < longest }.allSatisfy(chosen.contains))
    }

    @Test("captions are different, and written as searches are read")
    func hasCaptions() throws {
        #expect(Set(Background.captions).count == Background.captions.count)
        #expect((100...200).contains(Background.captions.count))
        for caption in Background.captions { #expect(try SearchQuery(tag: "a", text: caption).text == caption) }
    }

    @Test("a search has matches once there is a background, and its own is that of the best picture")
    func givesMatches() throws {
        let (service, _) = service(ListSource())
        let before = try search(service)
        #expect(before.match == nil)
        #expect(before.pictures.allSatisfy { $0.match == nil })
        service.compare(with: try #require(background()))
        let after = try search(service)
        #expect(after.match == after.pictures.first?.match)
        #expect(after.pictures.allSatisfy { $0.match != nil })
        #expect(after.pictures.map(\.score) == before.pictures.map(\.score))
        // The best of 30 vectors for a vector is much nearer to it than the usual one.
        #expect(after.match == .strong)
        let last = try service.search(query(count: 30), deadline: .after(.seconds(20))).pictures.last
        #expect(last?.match == .weak)
    }

    /// Knows words of up to six letters.
    private struct Reader: TextEncoder {
        let model = ModelDescription(name: "reader", fingerprint: "reader", dimension: 8, logitScale: 100)
        func embedding(of text: String, deadline: Deadline) -> Embedding { .sample(seed: 3, dimension: 8) }
        func unknownShare(of text: String) -> Double {
            let words = text.split(separator: " ")
            return Double(words.count { $0.count > 6 }) / Double(words.count)
        }
    }

    @Test(
        "to a model that knows few words, a sentence of which it lacks half matches nothing",
        arguments: [
            (false, "asdfghjkl", Match.strong), (true, "asdfghjkl", .weak), (true, "a lake", .strong),
            (true, "mountains asdfghjkl qwertyuiop lake", .weak), (true, "mountains lake", .weak),
            (true, "an asdfghjkl lake", .strong), (false, "mountains lake", .strong),
        ])
    func refusesUnknownWords(knowsFewWords: Bool, text: String, match: Match) throws {
        let embeddings = (0..<40).map { Embedding.sample(seed: 1000 + $0, dimension: Self.dimension) }
        let background = try #require(Background(embeddings, knowsFewWords: knowsFewWords))
        let pool = ImagePool.sample((0..<5).map { .sample(seed: $0, dimension: Self.dimension) })
        let best = pool.best(
            5, for: .sample(seed: 3, dimension: Self.dimension), logitScale: 10,
            comparison: background.comparison(for: text, with: Reader()))
        #expect(best.first?.match == match)
    }

    @Test("a vocabulary knows few words if fewer than half of the captions are chosen for it")
    func tellsNarrowModels() {
        #expect(!Background.isFew(Background.captions))
        #expect(Background.isFew(Array(Background.captions.prefix(64))))
    }
}

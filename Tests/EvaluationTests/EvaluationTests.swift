import Formats
import Foundation
import Testing

@testable import Evaluation

@Suite struct EvaluationTests {
    /// Three queries with rankings whose measures are easily found by hand.
    private func evaluation() throws -> Evaluation {
        let judgments = try EvaluationGallery().judgments(
            """
            {"text": "a storm\\nat sea", "group": "good", "expect": [["weather:storm"], ["sea", "boat"]]},
            {"text": "a red boat", "group": "bad", "pictures": ["b.jpg"]},
            {"text": "a peak", "tag": "mountain", "pictures": ["d.jpg"]},
            {"text": "a typing mistake", "group": "bad", "expect": [["see"]]}
            """)
        var evaluation = Evaluation(leftOut: judgments.leftOut)
        let rankings = [
            ["a.jpg", "b.jpg", "c.jpeg", "d.jpg", "e.jpg"],
            ["e.jpg", "a.jpg", "c.jpeg", "b.jpg", "d.jpg"],
            // Those of other tags are passed over.
            ["a.jpg", "b.jpg", "e.jpg", "c.jpeg", "d.jpg"],
        ]
        for (judged, ranking) in zip(judgments.queries, rankings) { evaluation.add(judged, ranking: ranking) }
        return evaluation
    }

    @Test("measures each query's ranking")
    func results() throws {
        let results = try evaluation().results
        #expect(results.map(\.firstRelevantRank) == [1, 4, 2])
        #expect(results.map(\.relevant) == [1, 1, 1])
        #expect(results.map(\.measures.averagePrecision) == [1, 0.25, 0.5])
        #expect(results[2].best == ["c.jpeg", "d.jpg"])
        #expect(results.map { $0.wrong.map(\.name) } == [[], ["e.jpg", "a.jpg", "c.jpeg"], ["c.jpeg"]])
    }

    @Test("averages groups in the file's order, and all queries with a group or without")
    func means() throws {
        let evaluation = try evaluation()
        #expect(evaluation.groups.map(\.group) == ["good", "bad"])
        #expect(evaluation.groups.map(\.count) == [1, 1])
        let all = try #require(evaluation.all)
        #expect(all.count == 3)
        #expect(abs(all.measures.reciprocalRank - (1 + 0.25 + 0.5) / 3) < 1e-12)
    }

    @Test("prints groups as rows, one line per sentence, and what the wrong pictures lack")
    func tables() throws {
        let evaluation = try evaluation()
        #expect(
            evaluation.table == """
                group  queries    P@1    P@5   R@10    MRR    MAP
                good         1  1.000  1.000  1.000  1.000  1.000
                bad          1  0.000  1.000  1.000  0.250  0.250
                all          3  0.333  1.000  1.000  0.583  0.583

                """)
        let worst = evaluation.worstTable(2).split(separator: "\n")
        #expect(worst.count == 3)
        #expect(worst[1].contains("0.250") && worst[1].hasSuffix("a red boat  e.jpg, a.jpg, c.jpeg"))
        #expect(worst[2].hasSuffix("a peak      c.jpeg"))
        #expect(evaluation.worst(99).map(\.query.number) == [2, 3, 1])
    }

    @Test("says which clauses a wrong picture lacks")
    func lacks() throws {
        let judgments = try EvaluationGallery().judgments(
            "{\"text\": \"x\", \"expect\": [[\"weather:storm\"], [\"sea\", \"dark sky\"]]}")
        var evaluation = Evaluation(leftOut: [])
        evaluation.add(judgments.queries[0], ranking: ["e.jpg", "c.jpeg", "b.jpg", "d.jpg", "a.jpg"])
        #expect(
            evaluation.worstTable(1).contains(
                "e.jpg (not weather:storm, not sea or dark sky), c.jpeg (not sea or dark sky), b.jpg (not weather:storm)\n"
            ))
    }

    @Test("leaves out a query whose right pictures could not be ranked")
    func unranked() throws {
        let judgments = try EvaluationGallery().judgments("{\"text\": \"x\", \"pictures\": [\"a.jpg\"]}")
        var evaluation = Evaluation(leftOut: [])
        evaluation.add(judgments.queries[0], ranking: ["b.jpg", "c.jpeg"])
        #expect(evaluation.results.isEmpty)
        #expect(evaluation.leftOut.map(\.reason) == ["none of its right pictures could be used"])
        #expect(evaluation.all == nil)
        #expect(evaluation.table.isEmpty)
    }

    @Test("gives JSON that holds the means, each query, and what was left out")
    func json() throws {
        struct Answer: Decodable, Equatable {
            struct Means: Decodable, Equatable {
                let group: String?
                let queries: Int
                let precisionAt1, precisionAt5, recallAt10: Double
                let meanReciprocalRank, meanAveragePrecision: Double
            }
            struct Row: Decodable, Equatable {
                let query, relevant, firstRelevantRank: Int
                let text: String
                let group, tag: String?
                let precisionAt1, precisionAt5, recallAt10, reciprocalRank, averagePrecision: Double
                let best: [String]
            }
            struct LeftOut: Decodable, Equatable {
                let query: Int
                let text, reason: String
            }
            let name: String
            let queries: Int
            let leftOut: [LeftOut]
            let groups: [Means]
            let all: Means
            let results: [Row]
        }
        let text = try evaluation().json([("name", .string("Mine"))]).text
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let answer = try decoder.decode(Answer.self, from: Data(text.utf8))
        #expect(answer.name == "Mine")
        #expect(answer.queries == 3)
        #expect(answer.leftOut.map(\.query) == [4])
        #expect(answer.groups.map(\.group) == ["good", "bad"])
        #expect(answer.all.meanReciprocalRank == 0.5833)
        #expect(
            answer.results[2]
                == Answer.Row(
                    query: 3, relevant: 1, firstRelevantRank: 2, text: "a peak", group: nil, tag: "mountain",
                    precisionAt1: 0, precisionAt5: 1, recallAt10: 1, reciprocalRank: 0.5,
                    averagePrecision: 0.5, best: ["c.jpeg", "d.jpg"]))
    }
}

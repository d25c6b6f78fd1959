import Formats
import Search
import Testing

@testable import Evaluation

@Suite struct MatchEvaluationTests {
    private func evaluation() throws -> MatchEvaluation {
        let judgments = try EvaluationGallery().judgments(
            """
            {"text": "a boat", "pictures": ["b.jpg"]},
            {"text": "boats", "pictures": ["a.jpg", "b.jpg"]},
            {"text": "a peak", "tag": "mountain", "pictures": ["d.jpg"]}
            """)
        var evaluation = MatchEvaluation()
        let ranking: [(name: String, match: Match?)] = [
            ("b.jpg", .strong), ("c.jpeg", .fair), ("a.jpg", .weak), ("d.jpg", .weak), ("e.jpg", .weak),
        ]
        let pools: Set<Set<String>> = [["a.jpg", "b.jpg"], ["c.jpeg", "d.jpg"], ["a.jpg", "e.jpg"]]
        for judged in judgments.queries { evaluation.add(judged, ranking: ranking, pools: pools) }
        return evaluation
    }

    @Test("the best picture of each pool counts, by what the pool holds; a sentence with a tag does not")
    func counts() throws {
        #expect(
            try evaluation().table == """
                pictures searched                  searches  strong   fair   weak
                all pictures                              2   1.000  0.000  0.000
                a keyword's, with all right ones          2   1.000  0.000  0.000
                a keyword's, with some right ones         1   0.000  0.000  1.000
                a keyword's, without a right one          3   0.000  0.667  0.333

                """)
    }

    @Test("pools without a right picture are told apart by whether a picture lacks only one thing")
    func nearlyRight() throws {
        let judgments = try EvaluationGallery().judgments(
            """
            {"text": "a red boat", "expect": [["Boat:Red"], ["sea"]]}, {"text": "sunny", "expect": [["weather:clear"]]}
            """)
        var evaluation = MatchEvaluation()
        let ranking: [(name: String, match: Match?)] = [("a.jpg", .fair), ("c.jpeg", .weak), ("d.jpg", .weak)]
        let pools: Set<Set<String>> = [["a.jpg"], ["d.jpg"]]
        for judged in judgments.queries { evaluation.add(judged, ranking: ranking, pools: pools) }
        // For the boat a.jpg lacks only red; for "sunny", which is one thing, nothing is near.
        #expect(
            evaluation.table.split(separator: "\n").suffix(3) == [
                "a keyword's, without a right one            4   0.000  0.500  0.500",
                "… but with one that lacks one thing         1   0.000  1.000  0.000",
                "… and all lack more                         3   0.000  0.333  0.667",
            ])
    }

    @Test("has the same in JSON")
    func json() throws {
        let json = try evaluation().json.text
        #expect(json.contains(#""keyword_without_right":{"searches":3,"strong":0,"fair":0.6667,"weak":0.3333}"#))
        #expect(json.hasPrefix(#"{"all_pictures":{"searches":2,"strong":1,"#))
        #expect(MatchEvaluation().table.split(separator: "\n").count == 1)
    }
}

public import Formats
import Foundation

extension RetrievalMeasures {
    /// The measures with their headings in a table and their keys in JSON, for one query and for means.
    fileprivate var columns: [(heading: String, key: String, meanKey: String, value: Double)] {
        [
            ("P@1", "precision_at_1", "precision_at_1", precisionAt1),
            ("P@5", "precision_at_5", "precision_at_5", precisionAt5),
            ("R@10", "recall_at_10", "recall_at_10", recallAt10),
            ("MRR", "reciprocal_rank", "mean_reciprocal_rank", reciprocalRank),
            ("MAP", "average_precision", "mean_average_precision", averagePrecision),
        ]
    }
}

extension Evaluation {
    /// The means of each group as a table.
    public var table: String {
        guard let all else { return "" }
        let headings = all.measures.columns.map(\.heading)
        var table = Table(["group", "queries"] + headings, alignRight: Set(1...headings.count + 1))
        for means in groups + [all] {
            let numbers = means.measures.columns.map { String(format: "%.3f", $0.value) }
            table.add([means.group?.onOneLine ?? "all", String(means.count)] + numbers)
        }
        return table.text
    }

    /// The worst queries with the irrelevant pictures that were ranked too high.
    public func worstTable(_ count: Int) -> String {
        var table = Table(
            ["avg. prec.", "first right at", "right", "sentence", "ranked too high"], alignRight: [0, 1, 2])
        for result in worst(count) {
            table.add([
                String(format: "%.3f", result.measures.averagePrecision), String(result.firstRelevantRank),
                String(result.relevant), result.query.text.onOneLine,
                result.wrong.map(Self.description).joined(separator: ", "),
            ])
        }
        return table.text
    }

    private static func description(_ picture: QueryResult.WrongPicture) -> String {
        guard !picture.lacks.isEmpty else { return picture.name }
        let lacks = picture.lacks.map { $0.attributes.map(\.onOneLine).joined(separator: " or ") }
        return "\(picture.name) (not \(lacks.joined(separator: ", not ")))"
    }

    /// The groups' means, those over all, and each query's result.
    ///
    /// - Parameter description: the first members, which describe what was measured.
    public func json(_ description: [(String, JSON)]) -> JSON {
        .object(
            description + [
                ("queries", .integer(results.count)),
                ("left_out", .array(leftOut.map(Self.json))),
                ("groups", .array(groups.map { .object([("group", .optional($0.group))] + Self.members($0)) })),
                ("all", all.map { .object(Self.members($0)) } ?? .null),
                ("results", .array(results.map(Self.json))),
            ])
    }

    private static func members(_ means: Means) -> [(String, JSON)] {
        [("queries", .integer(means.count))]
            + means.measures.columns.map { ($0.meanKey, .rounded($0.value, decimals: 4)) }
    }

    private static func json(_ leftOut: RelevanceJudgments.LeftOut) -> JSON {
        [
            "query": .integer(leftOut.query.number), "text": .string(leftOut.query.text),
            "reason": .string(leftOut.reason),
        ]
    }

    private static func json(_ result: QueryResult) -> JSON {
        .object(
            [
                ("query", .integer(result.query.number)), ("text", .string(result.query.text)),
                ("group", .optional(result.query.group)), ("tag", .optional(result.query.tag)),
                ("relevant", .integer(result.relevant)), ("first_relevant_rank", .integer(result.firstRelevantRank)),
            ] + result.measures.columns.map { ($0.key, .rounded($0.value, decimals: 4)) }
                + [("best", .array(result.best.map(JSON.string)))])
    }
}

/// The measures of each query, and their means.
public struct Evaluation {
    /// One query's ranking, measured.
    public struct QueryResult {
        /// An irrelevant picture that was ranked before a relevant one.
        struct WrongPicture {
            let name: String
            /// The clauses that it does not satisfy.
            let lacks: [RelevanceJudgments.Clause]
        }

        let query: EvaluationFile.Query
        /// How many relevant pictures there are.
        let relevant: Int
        /// The rank of the best relevant picture, from 1.
        let firstRelevantRank: Int
        let measures: RetrievalMeasures
        /// The first pictures, best first.
        let best: [String]
        /// The first irrelevant ones before the last relevant one, best first.
        let wrong: [WrongPicture]

        private static let bestCount = 5
        private static let wrongCount = 3

        /// Measures a ranking.
        ///
        /// - Parameter ranking: the pictures that could be ranked, best first; those that are no candidates are ignored.
        /// - Returns: nil if none of them is relevant.
        init?(_ judged: RelevanceJudgments.Query, ranking: [String]) {
            let ranking = ranking.filter { judged.candidates?.contains($0) ?? true }
            let relevance = ranking.map(judged.relevant.contains)
            guard let measures = RetrievalMeasures(relevance: relevance), let first = relevance.firstIndex(of: true),
                let last = relevance.lastIndex(of: true)
            else { return nil }
            query = judged.query
            relevant = relevance.count { $0 }
            firstRelevantRank = first + 1
            self.measures = measures
            best = Array(ranking.prefix(Self.bestCount))
            wrong = zip(ranking, relevance).prefix(last).lazy.filter { !$0.1 }.prefix(Self.wrongCount).map { name, _ in
                WrongPicture(name: name, lacks: judged.clauses.filter { !$0.pictures.contains(name) })
            }
        }
    }

    /// The means over some queries.
    struct Means {
        /// The group's name; nil for all queries.
        let group: String?
        let count: Int
        let measures: RetrievalMeasures
    }

    public private(set) var results: [QueryResult] = []
    public private(set) var leftOut: [RelevanceJudgments.LeftOut]

    public init(leftOut: [RelevanceJudgments.LeftOut]) { self.leftOut = leftOut }

    /// Measures a query's ranking, or leaves the query out if it contains no relevant picture.
    public mutating func add(_ judged: RelevanceJudgments.Query, ranking: [String]) {
        if let result = QueryResult(judged, ranking: ranking) {
            results.append(result)
        } else {
            leftOut.append(.init(query: judged.query, reason: "none of its right pictures could be used"))
        }
    }

    /// The groups' means in the order of the file.
    var groups: [Means] {
        var names: [String] = []
        for case let name? in results.map(\.query.group) where !names.contains(name) { names.append(name) }
        return names.compactMap { name in means(name, of: results.filter { $0.query.group == name }) }
    }

    /// The means over all queries, with a group or without; nil if there are none.
    var all: Means? { means(nil, of: results) }

    /// The queries with the lowest average precision, the worst first.
    func worst(_ count: Int) -> [QueryResult] {
        let order = results.indices.sorted {
            (results[$0].measures.averagePrecision, $0) < (results[$1].measures.averagePrecision, $1)
        }
        return order.prefix(count).map { results[$0] }
    }

    private func means(_ group: String?, of results: [QueryResult]) -> Means? {
        RetrievalMeasures(meanOf: results.map(\.measures)).map {
            Means(group: group, count: results.count, measures: $0)
        }
    }
}

/// How good a ranking is, or the means over many rankings; each number is from 0 to 1, and 1 is best.
///
/// Definitions: Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), sections 8.3 and 8.4; the
/// reciprocal rank is that of Voorhees, "The TREC-8 Question Answering Track Report" (1999).
struct RetrievalMeasures: Equatable {
    /// 1 if the first picture is relevant, else 0.
    let precisionAt1: Double
    /// The relevant ones among the first 5, divided by 5 or by the number of relevant ones if that is less, so that 1 is
    /// always possible.
    let precisionAt5: Double
    /// The share of all relevant ones that is among the first 10.
    let recallAt10: Double
    /// 1 divided by the rank of the first relevant one.
    let reciprocalRank: Double
    /// The mean, over all relevant ones, of the precision down to the rank of each.
    let averagePrecision: Double

    /// Measures one ranking.
    ///
    /// - Parameter relevance: whether each picture of the whole ranking is relevant, best first.
    /// - Returns: nil if none is.
    init?(relevance: [Bool]) {
        let ranks = relevance.indices.filter { relevance[$0] }.map { $0 + 1 }
        guard let first = ranks.first else { return nil }
        let relevant = Double(ranks.count)
        func found(in depth: Int) -> Double { Double(ranks.count { $0 <= depth }) }
        precisionAt1 = found(in: 1)
        precisionAt5 = found(in: 5) / min(5, relevant)
        recallAt10 = found(in: 10) / relevant
        reciprocalRank = 1 / Double(first)
        // At the rank of the n-th relevant one, n of `rank` pictures are relevant.
        averagePrecision = ranks.enumerated().reduce(0) { $0 + Double($1.offset + 1) / Double($1.element) } / relevant
    }

    /// The means over queries, each query counting the same.
    ///
    /// - Returns: nil without measures.
    init?(meanOf measures: some Collection<RetrievalMeasures>) {
        guard !measures.isEmpty else { return nil }
        func mean(_ value: (RetrievalMeasures) -> Double) -> Double {
            measures.reduce(0) { $0 + value($1) } / Double(measures.count)
        }
        precisionAt1 = mean(\.precisionAt1)
        precisionAt5 = mean(\.precisionAt5)
        recallAt10 = mean(\.recallAt10)
        reciprocalRank = mean(\.reciprocalRank)
        averagePrecision = mean(\.averagePrecision)
    }
}

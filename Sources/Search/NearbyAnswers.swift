import Foundation
import Synchronization

/// The rankings of sentences that were answered lately, for sentences that mean nearly the same.
///
/// In this process's memory, beside the pools: a look at it must cost less than a ranking.
final class NearbyAnswers: Sendable {
    private struct Answer {
        let text: String
        let sentence: Embedding
        let pictures: [RankedPicture]
    }

    private struct TagAnswers {
        /// The pool whose rankings these are.
        let pool: PoolVersion
        var answers: [Answer] = []
    }

    private struct PoolVersion: Equatable {
        let answered: Date
        let rows: Int

        init(_ pool: ImagePool) {
            answered = pool.answered
            rows = pool.rows.count
        }
    }

    private static let answersPerTag = 64
    private let similarity: Float
    private let tags: Mutex<RecentCache<String, TagAnswers>>

    /// - Parameters:
    ///   - similarity: the cosine from which on two sentences count as the same, up to 1.
    ///   - tags: how many keywords' answers are kept, at least.
    init(similarity: Float, tags: Int = 256) {
        self.similarity = similarity
        self.tags = Mutex(RecentCache(capacity: tags))
    }

    /// The pictures for a sentence: those of the most similar sentence that was answered in this pool, if one is
    /// similar enough; else what `rank` finds, which is kept.
    ///
    /// - Returns: also the sentence whose ranking it is, unless it is the query's own.
    func pictures(
        for query: SearchQuery, _ sentence: Embedding, in pool: ImagePool, rank: (Embedding) -> [RankedPicture]
    ) -> (pictures: [RankedPicture], nearby: String?) {
        if let known = nearest(query, sentence, in: pool) {
            let nearby = known.text == query.text ? nil : known.text
            if known.pictures.count >= min(query.count, pool.rows.count) {
                return (Array(known.pictures.prefix(query.count)), nearby)
            }
            // It was asked for fewer.
            return (rank(known.sentence), nearby)
        }
        let pictures = rank(sentence)
        keep(Answer(text: query.text, sentence: sentence, pictures: pictures), tag: query.tag, pool: pool)
        return (pictures, nil)
    }

    private func nearest(_ query: SearchQuery, _ sentence: Embedding, in pool: ImagePool) -> Answer? {
        tags.withLock { tags in
            guard let known = tags.value(for: query.tag), known.pool == PoolVersion(pool) else { return nil }
            let candidates = known.answers.map { (answer: $0, cosine: Self.cosine($0.sentence, sentence)) }
            guard let nearest = candidates.max(by: { $0.cosine < $1.cosine }), nearest.cosine >= similarity else {
                return nil
            }
            return nearest.answer
        }
    }

    private func keep(_ answer: Answer, tag: String, pool: ImagePool) {
        tags.withLock { tags in
            let version = PoolVersion(pool)
            var known = tags.value(for: tag).flatMap { $0.pool == version ? $0 : nil } ?? TagAnswers(pool: version)
            if known.answers.count == Self.answersPerTag { known.answers.removeFirst() }
            known.answers.append(answer)
            tags.insert(known, for: tag)
        }
    }

    /// Of vectors of length 1, which embeddings are.
    private static func cosine(_ a: Embedding, _ b: Embedding) -> Float {
        zip(a.values, b.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

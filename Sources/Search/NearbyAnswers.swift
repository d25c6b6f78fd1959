import Foundation
import Ranking
import Synchronization

/// The rankings of recent sentences, for sentences that mean nearly the same (a semantic cache).
///
/// They are in this process's memory: a look-up must not cost more than the ranking that it saves.
final class NearbyAnswers: Sendable {
    private struct TagAnswers {
        let answered: Date
        let rows: [Int]
        /// A row for each answer; zeros, which are similar to nothing, for those to come.
        var sentences: EmbeddingMatrix
        var rankings: [(text: String, rows: [RankedRow])] = []
        /// The place of the next answer; when all places are taken, that of the oldest.
        var next = 0

        init(_ pool: ImagePool, capacity: Int) {
            answered = pool.answered
            rows = pool.rows
            sentences = EmbeddingMatrix(count: capacity, dimension: pool.embeddings.dimension)
        }

        func isAbout(_ pool: ImagePool) -> Bool { answered == pool.answered && rows == pool.rows }
    }

    private static let answersPerTag = 16
    /// Longer rankings are not kept: such a search asks for nearly the whole pool.
    private static let longestRanking = 100
    private let similarity: Float
    private let tags: Mutex<RecentCache<String, TagAnswers>>

    /// - Parameters:
    ///   - similarity: the cosine from which on two sentences count as the same, below 1.
    ///   - tags: how many tags' rankings are kept, at least; 50 kB each, with embeddings of 512 numbers.
    init(similarity: Float, tags: Int = 128) {
        self.similarity = similarity
        self.tags = Mutex(RecentCache(capacity: tags))
    }

    /// The ranking for a sentence: that of the most similar sentence in this pool, if it is similar enough and has as
    /// many pictures; else the result of `rank`, which is kept.
    ///
    /// - Returns: also the cosine of the two sentences, if the ranking is another sentence's.
    func ranking(
        for query: SearchQuery, _ sentence: Embedding, in pool: ImagePool, rank: () -> [RankedRow]
    ) -> (rows: [RankedRow], cosine: Float?) {
        // Outside of the lock, since comparing takes longer than other threads should wait.
        let known = tags.withLock { $0.value(for: query.tag) }
        if let known, known.isAbout(pool), let nearest = nearest(to: sentence, in: known) {
            let (text, rows) = known.rankings[nearest.row]
            if rows.count >= min(query.depth, pool.rows.count) {
                return (Array(rows.prefix(query.depth)), text == query.text ? nil : nearest.score)
            }
        }
        let rows = rank()
        if rows.count <= Self.longestRanking { keep(rows, for: query, sentence, in: pool) }
        return (rows, nil)
    }

    private func nearest(to sentence: Embedding, in known: TagAnswers) -> RankedRow? {
        known.sentences.best(1, for: sentence, logitScale: 1).first { $0.score >= similarity }
    }

    private func keep(_ rows: [RankedRow], for query: SearchQuery, _ sentence: Embedding, in pool: ImagePool) {
        tags.withLock { tags in
            var known =
                tags.value(for: query.tag).flatMap { $0.isAbout(pool) ? $0 : nil }
                ?? TagAnswers(pool, capacity: Self.answersPerTag)
            known.sentences[known.next] = sentence
            if known.next < known.rankings.count {
                known.rankings[known.next] = (query.text, rows)
            } else {
                known.rankings.append((query.text, rows))
            }
            known.next = (known.next + 1) % Self.answersPerTag
            tags.insert(known, for: query.tag)
        }
    }
}

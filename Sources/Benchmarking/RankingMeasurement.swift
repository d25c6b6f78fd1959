public import Formats
import Foundation
import Ranking
import Threads

/// The times of ranking one pool.
public struct RankingMeasurement {
    let pictures: Int
    /// Bytes of the pool's embeddings.
    public let bytes: Int
    public let threads: Int
    /// The times of each ranking, and of reading the same memory without ranking, shortest first.
    public let ranking: [Duration]
    public let reading: [Duration]

    /// Ranks and reads a pool of random embeddings of about length 1, alternately.
    public init(pictures: Int, dimension: Int, count: Int, _ repeats: Int) {
        var numbers = RandomNumbers(dimension: dimension)
        var matrix = EmbeddingMatrix(count: pictures, dimension: dimension)
        for row in 0..<pictures { matrix[row] = numbers.embedding() }
        let query = numbers.embedding()
        let threads = matrix.rankingThreads
        let clock = ContinuousClock()
        var ranking: [Duration] = []
        var reading: [Duration] = []
        for _ in 0..<repeats {
            ranking.append(clock.measure { _ = matrix.best(count, for: query, logitScale: 100) })
            reading.append(clock.measure { _ = matrix.readAll(threads: threads) })
        }
        self.init(
            pictures: pictures, bytes: matrix.byteCount, threads: threads, ranking: ranking, reading: reading)
    }

    /// - Parameters:
    ///   - ranking: in any order, as `reading`; at least one.
    init(pictures: Int, bytes: Int, threads: Int, ranking: [Duration], reading: [Duration]) {
        (self.pictures, self.bytes, self.threads) = (pictures, bytes, threads)
        (self.ranking, self.reading) = (ranking.sorted(), reading.sorted())
    }

    /// Gigabytes per second at the best time.
    var rankingRate: Double { Double(bytes) / ranking[0].seconds / 1e9 }
    var readingRate: Double { Double(bytes) / reading[0].seconds / 1e9 }

    public var cells: [String] {
        [
            "\(pictures)", String(format: "%.1f", Double(bytes) / 1e6), "\(threads)",
            String(format: "%.3f", ranking[0].milliseconds),
            String(format: "%.3f", ranking[ranking.count / 2].milliseconds), String(format: "%.1f", rankingRate),
            String(format: "%.1f", readingRate), String(format: "%.0f %%", 100 * rankingRate / readingRate),
        ]
    }

    public var json: JSON {
        [
            "pictures": .integer(pictures), "bytes": .integer(bytes), "threads": .integer(threads),
            "best_ms": .rounded(ranking[0].milliseconds, decimals: 4),
            "median_ms": .rounded(ranking[ranking.count / 2].milliseconds, decimals: 4),
            "gb_per_s": .rounded(rankingRate, decimals: 2), "reading_gb_per_s": .rounded(readingRate, decimals: 2),
            "of_reading": .rounded(rankingRate / readingRate, decimals: 3),
        ]
    }
}

/// Numbers that are the same in each run, by Knuth's linear congruential generator (TAOCP 3.3.4, MMIX).
private struct RandomNumbers {
    let dimension: Int
    private var state: UInt64 = 1

    init(dimension: Int) { self.dimension = dimension }

    /// Evenly distributed numbers, so scaled that their squares sum to 1 on average.
    mutating func embedding() -> Embedding {
        let scale = (3 / Float(dimension)).squareRoot()
        return Embedding(
            (0..<dimension).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return scale * (Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-31)
            })
    }
}

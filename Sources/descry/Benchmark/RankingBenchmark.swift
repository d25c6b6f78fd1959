import ArgumentParser
import Dispatch
import Foundation
import Ranking
import Search

/// `descry benchmark ranking`: how fast pools are ranked, beside how fast this machine reads memory.
struct RankingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranking",
        abstract: "Times the ranking of pools of made-up embeddings.",
        discussion: """
            A ranking reads each embedding once, so each is followed by a bare reading of the same memory by as many \
            threads; "of reading" is the share of its speed that ranking reaches. Pools smaller than the processor's \
            caches are read from there.
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Pictures in a pool.", valueName: "count"))
    var pictures: [Int] = [30, 500, 10_000, 1_000_000]
    @Option(help: "Numbers per embedding, 1 to 4096.") var dimension = 512
    @Option(name: [.customShort("k"), .long], help: "How many of the best are wanted.") var count = 10
    @Option(help: "How often each pool is ranked, 1 to 10000.") var repeats = 25
    @Flag(help: "Print one JSON object in place of a table.") var json = false

    /// What the embeddings of a pool may take.
    private static let maximumBytes = 8 << 30

    func validate() throws {
        try ValidationError.check(dimension, in: 1...4096, "the dimension")
        try ValidationError.check(repeats, in: 1...10_000, "--repeats")
        try ValidationError.check(count, in: 1...Int.max, "the number of pictures wanted")
        let most = Self.maximumBytes / (dimension * MemoryLayout<Float16>.size)
        for size in pictures { try ValidationError.check(size, in: 1...most, "the number of pictures in a pool") }
    }

    func run() throws {
        let results = pictures.map { RankingMeasurement(pictures: $0, dimension: dimension, count: count, repeats) }
        if json {
            print(
                JSON.object([
                    ("benchmark", .string("ranking")), ("dimension", .integer(dimension)),
                    ("pools", .array(results.map(\.json))),
                ]).text)
            return
        }
        var table = Table(
            ["pictures", "MB", "threads", "best ms", "median ms", "GB/s", "reading GB/s", "of reading"],
            alignRight: Set(0..<8))
        for result in results { table.add(result.cells) }
        print(table.text, terminator: "")
    }
}

/// The times of one pool.
struct RankingMeasurement {
    let pictures: Int
    /// Bytes of its embeddings.
    let bytes: Int
    let threads: Int
    /// Of each ranking, and of each bare reading of the same memory, shortest first.
    let ranking: [Duration]
    let reading: [Duration]

    /// Ranks a pool of random embeddings of about length 1, and reads it, in turns.
    init(pictures: Int, dimension: Int, count: Int, _ repeats: Int) {
        self.pictures = pictures
        var numbers = RandomNumbers(dimension: dimension)
        var matrix = EmbeddingMatrix(count: pictures, dimension: dimension)
        for row in 0..<pictures { matrix[row] = numbers.embedding() }
        let query = numbers.embedding()
        bytes = matrix.byteCount
        threads = matrix.rankingThreads
        let clock = ContinuousClock()
        var ranking: [Duration] = []
        var reading: [Duration] = []
        for _ in 0..<repeats {
            ranking.append(clock.measure { _ = matrix.best(count, for: query, logitScale: 100) })
            reading.append(clock.measure { [threads] in _ = matrix.readAll(threads: threads) })
        }
        self.ranking = ranking.sorted()
        self.reading = reading.sorted()
    }

    /// Gigabytes per second at the best time.
    var rankingRate: Double { Double(bytes) / ranking[0].seconds / 1e9 }
    var readingRate: Double { Double(bytes) / reading[0].seconds / 1e9 }

    var cells: [String] {
        [
            "\(pictures)", String(format: "%.1f", Double(bytes) / 1e6), "\(threads)",
            String(format: "%.3f", ranking[0].milliseconds),
            String(format: "%.3f", ranking[ranking.count / 2].milliseconds), String(format: "%.1f", rankingRate),
            String(format: "%.1f", readingRate), String(format: "%.0f %%", 100 * rankingRate / readingRate),
        ]
    }

    var json: JSON {
        .object([
            ("pictures", .integer(pictures)), ("bytes", .integer(bytes)), ("threads", .integer(threads)),
            ("best_ms", .rounded(ranking[0].milliseconds, decimals: 4)),
            ("median_ms", .rounded(ranking[ranking.count / 2].milliseconds, decimals: 4)),
            ("gb_per_s", .rounded(rankingRate, decimals: 2)), ("reading_gb_per_s", .rounded(readingRate, decimals: 2)),
            ("of_reading", .rounded(rankingRate / readingRate, decimals: 3)),
        ])
    }
}

/// Numbers that are the same in each run, by Knuth's linear congruential generator (TAOCP 3.3.4, MMIX).
private struct RandomNumbers {
    let dimension: Int
    private var state: UInt64 = 1

    init(dimension: Int) {
        self.dimension = dimension
    }

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

import ArgumentParser
import Benchmarking
import Dispatch
import Formats
import Foundation
import Ranking
import Search
import Threads

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
            let report: JSON = [
                "benchmark": "ranking", "dimension": .integer(dimension), "pools": .array(results.map(\.json)),
            ]
            return print(report.text)
        }
        var table = Table(
            ["pictures", "MB", "threads", "best ms", "median ms", "GB/s", "reading GB/s", "of reading"],
            alignRight: Set(0..<8))
        for result in results { table.add(result.cells) }
        print(table.text, terminator: "")
    }
}

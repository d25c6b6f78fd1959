import ArgumentParser

/// `descry benchmark`: how fast things are here, measured on this machine.
struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "Measures how fast the model, a running server, or ranking is.",
        discussion: "Figures mean little while the machine does other work.",
        subcommands: [EncoderBenchmark.self, SearchBenchmark.self, RankingBenchmark.self])
}

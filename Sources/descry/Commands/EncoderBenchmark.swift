import ArgumentParser
import Benchmarking
import CLIP
import Encoding
import Files
import Formats
import Foundation
import JPEG
import PictureFiles
import Search
import Synchronization
import Torch

/// `descry benchmark encoder`: how fast the model is on this machine.
struct EncoderBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder", abstract: "Times the model on this machine: pictures and sentences, by batch size.",
        discussion: """
            Every precision that the machine has is timed, unless one is named. GFLOP/s count the matrix products of \
            the whole architecture; "of the product" compares them with a bare matrix product of the model's size and \
            type, timed in turns with the pictures. Decoding and resizing pictures are not part of it.
            Example: descry benchmark encoder --model openai/clip-vit-base-patch32 --precision bfloat16
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Batch sizes, 1 to 512.", valueName: "count"))
    var batch: [Int] = [1, 8, 30]
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "What to time: picture, text, search (one text, and after it the batch of pictures).", valueName: "kind"))
    var input: [Input] = [.picture, .text]
    @Option(help: "How often each batch is timed.") var repeats = 15
    @Option(help: "Seconds after which no batch is timed once more.") var limit = 10.0
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("JPEG files, or folders of them, in place of made-up pictures.", valueName: "file"))
    var image: [String] = []
    @Flag(help: "Print one JSON object in place of a table.") var json = false
    @OptionGroup(title: "Model") var model: ModelOptions

    enum Input: String, ExpressibleByArgument, CaseIterable {
        case picture, text, search

        var kind: EncoderBatch.Kind {
            switch self {
            case .picture: .picture
            case .text: .text
            case .search: .search
            }
        }
    }

    func validate() throws {
        for count in batch { try ValidationError.check(count, in: 1...512, "a batch size") }
        try ValidationError.check(repeats, in: 1...10_000, "--repeats")
        try ValidationError.check(limit, in: 0.1...600, "--limit")
    }

    func run() throws {
        // As in the server.
        StartEnvironment.enter()
        try reportingSetupErrors {
            let local = try LocalPictures(image)
            local.reportPassedOver()
            let configuration = try model.resolvedForLocalPictures()
            var results: [EncoderResult] = []
            var skipped: [(precision: String, reason: String)] = []
            for precision in Self.precisions(configuration) {
                do {
                    var configuration = configuration
                    configuration.precision = precision
                    results.append(try measure(configuration, local))
                } catch let error as SetupError where !results.isEmpty {
                    // The model is sound, since another precision has run.
                    skipped.append((precision.rawValue, error.description))
                } catch let error where error is CLIPError || error is TorchError {
                    try Self.fail("\(error)", code: 1)
                }
            }
            for (precision, reason) in skipped {
                StandardError.write("descry: \(precision) is left out: \(reason)\n")
            }
            print(json ? report(results, skipped).text + "\n" : table(results), terminator: "")
        }
    }

    /// The one that is named, or all that the machine computes fast.
    private static func precisions(_ configuration: ModelConfiguration) -> [Precision] {
        if let named = configuration.precision { return [named] }
        return Precision.allCases.filter { $0 != .auto }
    }

    private func measure(_ configuration: ModelConfiguration, _ local: LocalPictures) throws -> EncoderResult {
        let start = ContinuousClock.now
        let clip = try configuration.load()
        let loading = ContinuousClock.now - start
        let batches = input.flatMap { input in batch.map { EncoderBatch(kind: input.kind, count: $0) } }
        let measurement = EncoderMeasurement(
            clip: clip, batches: batches, pictures: try pixels(of: local, for: clip), repeats: repeats,
            limit: .seconds(limit))
        let name = clip.precision.rawValue
        let bar = Mutex(ProgressBar(name))
        let report = try measurement.run { done in
            bar.withLock { $0.show(done, of: batches.count, note: "\(done) of \(batches.count)") }
        }
        bar.withLock { $0.clear() }
        return EncoderResult(name: name, clip: clip, loading: loading, report: report)
    }

    private func pixels(of local: LocalPictures, for clip: CLIPModel) throws -> [Tensor] {
        try local.paths.prefix(batch.max() ?? 0).map { path in
            do {
                let decoder = JPEGDecoder(limits: .ownFiles(for: clip))
                return try clip.preprocessor.pixels(of: decoder.decode(LocalPictures.read(path).get()))
            } catch {
                let reason = (error as? EncoderError)?.sentence ?? "\(error)"
                try Self.fail("\(FilePath(path).shown) cannot be used: \(reason)", code: 1)
            }
        }
    }

    private func report(
        _ results: [EncoderResult], _ skipped: [(precision: String, reason: String)]
    ) -> JSON {
        [
            "benchmark": "encoder", "model": .optional(results.first?.clip.name),
            "device": .optional(results.first?.clip.device.description), "precisions": .array(results.map(\.json)),
            "skipped": .array(skipped.map { ["precision": .string($0.precision), "reason": .string($0.reason)] }),
        ]
    }

    private func table(_ results: [EncoderResult]) -> String {
        guard let first = results.first else { return "" }
        let perPicture = String(format: "%.2f", first.clip.configuration.operationsPerPicture / 1e9)
        var table = Table(
            ["precision", "input", "batch", "p50 ms", "p90 ms", "per second", "GFLOP/s", "of the product"],
            alignRight: [2, 3, 4, 5, 6, 7])
        for result in results {
            for batch in result.report.batches { table.add([result.name] + batch.cells) }
        }
        let products = results.map(\.productLine).joined()
        return "\(first.clip.name) on \(first.clip.device), \(first.report.threads) threads; "
            + "\(perPicture) GFLOP per picture\n\n\(table.text)\n\(products)"
    }
}

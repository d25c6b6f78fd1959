public import CLIP
import Foundation
import Search
import Threads
public import Torch

/// A batch of pictures or of texts, by its size.
public struct EncoderBatch: Sendable {
    public enum Kind: String, Sendable {
        case picture
        case text
        /// One text, and after it as many pictures as the batch has: what a search of a new pool asks of the model.
        case search
    }

    let kind: Kind
    let count: Int

    public init(kind: Kind, count: Int) { (self.kind, self.count) = (kind, count) }
}

/// Times a model's encoding as the server does it: on one thread that owns libtorch's OpenMP pool.
public struct EncoderMeasurement: Sendable {
    /// The times of one batch.
    public struct BatchResult: Sendable {
        let batch: EncoderBatch
        /// Tokens of the longest text; without one, those of a picture.
        let tokens: Int
        /// Time per batch.
        let latencies: Latencies
        /// Floating-point operations per batch.
        let operations: Double
        /// Operations per second of the bare matrix product, measured alternately with the batch; nil for texts, whose
        /// matrices have too few rows for it.
        let productRate: Double?

        /// Pictures or texts per second, at the median.
        var perSecond: Double { latencies.median.map { Double(batch.count) / $0.seconds } ?? 0 }
        /// Operations per second, at the median.
        var rate: Double { latencies.median.map { operations / $0.seconds } ?? 0 }
        /// The part of the bare product's rate that the encoder reaches.
        var share: Double? { productRate.map { rate / $0 } }
    }

    /// All batches' times in one precision.
    public struct Report: Sendable {
        public let batches: [BatchResult]
        public let threads: Int
        /// Rows, inputs and outputs of the matrix product.
        let productShape: [Int]
        let productPrecision: Precision
    }

    let clip: CLIPModel
    let batches: [EncoderBatch]
    /// Pictures to use in turn, as the model's pixels; synthetic ones if empty.
    let pictures: [Tensor]
    /// How often each batch is timed.
    let repeats: Int
    /// When to stop timing a batch before that.
    let limit: Duration

    public init(clip: CLIPModel, batches: [EncoderBatch], pictures: [Tensor], repeats: Int, limit: Duration) {
        (self.clip, self.batches, self.pictures) = (clip, batches, pictures)
        (self.repeats, self.limit) = (repeats, limit)
    }

    /// Runs that are not timed, in which memory is allocated and threads are started.
    private static let warmUps = 2

    /// The most rows of the bare product. More do not make it faster, and results beyond 32 MB make it slower, since
    /// glibc gets fresh memory from the system for each (mallopt(3), M_MMAP_THRESHOLD): with 4,616 rows, those of
    /// ViT-L/14-336, the product ran at 1,700 GFLOP/s on a processor that does 3,100 with 2,056.
    private static let productRows = 2048

    /// Times all batches, one after the other.
    ///
    /// - Parameter progress: called before each batch with how many are done.
    public func run(progress: @escaping @Sendable (_ done: Int) -> Void) throws -> Report {
        try Future("benchmark", stackSize: Thread.largeStack) { try self.measure(progress) }.value()
    }

    private func measure(_ progress: (Int) -> Void) throws -> Report {
        let vision = clip.configuration.vision
        let product = try MatrixProduct(
            rows: min(clip.imageBatchSize * vision.tokenCount, Self.productRows), inputs: vision.encoder.width,
            outputs: vision.encoder.intermediateWidth, precision: clip.precision, device: clip.device)
        let largest = batches.filter { $0.kind != .text }.map(\.count).max() ?? 0
        let pixels = try (0..<largest).map { index in
            pictures.isEmpty
                ? try SyntheticPictures.pixels(index, size: clip.imageSize) : pictures[index % pictures.count]
        }
        let results = try batches.enumerated().map { index, batch in
            progress(index)
            return try measure(batch, pixels, product)
        }
        return Report(
            batches: results, threads: Processor.threadCount,
            productShape: [product.rows, product.inputs, product.outputs],
            productPrecision: product.precision)
    }

    private func measure(
        _ batch: EncoderBatch, _ pixels: [Tensor], _ product: MatrixProduct
    ) throws -> BatchResult {
        switch batch.kind {
        case .picture:
            let pixels = Array(pixels.prefix(batch.count))
            let samples = try samples(beside: product) { try clip.encode(pixels: pixels) }
            let rate = samples.product.median.map { product.operations / $0.seconds }
            return BatchResult(
                batch: batch, tokens: clip.configuration.vision.tokenCount, latencies: samples.work,
                operations: clip.configuration.operationsPerPicture * Double(batch.count), productRate: rate)
        case .search:
            let sentences = SyntheticSentences()
            let pixels = Array(pixels.prefix(batch.count))
            var number = 0
            let samples = try samples(beside: nil) {
                number += 1
                return try clip.encode(texts: [sentences[number]]) + clip.encode(pixels: pixels)
            }
            let tokens = clip.tokenizer.tokens(of: sentences[0]).count
            return BatchResult(
                batch: batch, tokens: tokens, latencies: samples.work,
                operations: clip.configuration.operationsPerPicture * Double(batch.count)
                    + clip.configuration.operationsPerText(tokens: tokens),
                productRate: nil)
        case .text:
            let sentences = SyntheticSentences()
            let texts = (0..<batch.count).map { sentences[$0] }
            let lengths = texts.map { clip.tokenizer.tokens(of: $0).count }
            let samples = try samples(beside: nil) { try clip.encode(texts: texts) }
            return BatchResult(
                batch: batch, tokens: lengths.max() ?? 0, latencies: samples.work,
                operations: lengths.reduce(0) { $0 + clip.configuration.operationsPerText(tokens: $1) },
                productRate: nil)
        }
    }

    /// Times the work alternately with the product, so that other load of the machine affects both.
    private func samples(
        beside product: MatrixProduct?, _ work: () throws -> [[Float]]
    ) throws -> (work: Latencies, product: Latencies) {
        for _ in 0..<Self.warmUps { _ = try work() }
        let end = ContinuousClock.now + limit
        var (worked, multiplied): ([Duration], [Duration]) = ([], [])
        repeat {
            let start = ContinuousClock.now
            _ = try work()
            worked.append(ContinuousClock.now - start)
            if let product { multiplied.append(try product.sample()) }
        } while worked.count < repeats && .now < end
        return (Latencies(worked), Latencies(multiplied))
    }
}

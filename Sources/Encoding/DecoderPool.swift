public import CLIP
import DequeModule
import Foundation
public import JPEG
import Search
import Synchronization
import Threads
import Torch
import Tracing

/// Threads that turn JPEG bytes into the model's pixels, in parallel to the encoder's thread.
public final class DecoderPool: Sendable {
    struct DecodedPicture: Sendable {
        /// What the model takes.
        let pixels: Tensor
        let color: PictureColor
    }

    /// Gets a decoded picture, or what is wrong with it.
    typealias Completion = @Sendable (Result<DecodedPicture, EncoderError>) -> Void

    private struct Job: Sendable {
        let jpeg: [UInt8]
        let completion: Completion
    }

    private struct Queue: Sendable {
        var jobs: Deque<Job> = []
        var bytes = 0
        var isStopping = false
        var threads = 0
    }

    /// The limit for the JPEG bytes of waiting pictures.
    private static let maximumWaitingBytes = 32 << 20

    private let preprocessor: ImagePreprocessor
    private let decoder: JPEGDecoder
    /// Decodes pictures beyond the usual limits; nil if they are refused.
    private let largeFileDecoder: JPEGDecoder?
    /// Locked while it decodes: one picture at a time, since each takes much memory.
    private let largeFileTurn = Mutex(())
    private let queue = Monitor(Queue())

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - limits: the memory and size that a picture may need.
    ///   - largeFileDecoder: decodes pictures beyond these limits; nil to refuse them.
    init(_ preprocessor: ImagePreprocessor, limits: JPEGLimits, largeFileDecoder: JPEGDecoder? = nil) {
        self.preprocessor = preprocessor
        decoder = JPEGDecoder(limits: limits)
        self.largeFileDecoder = largeFileDecoder
        // Decoding and resizing a picture takes a fraction of the time of encoding it, so half the cores are enough. On
        // two cores a single decoder would slow down one of the encoder's two threads, and the other would wait for it.
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let count = max(min(2, cores), cores / 2)
        queue.update { $0.threads = count }
        for _ in 0..<count {
            Thread.start("decoder", stackSize: Thread.largeStack) { self.work() }
        }
    }

    /// The number of waiting pictures.
    var waiting: Int { queue.read { $0.jobs.count } }

    /// Queues a picture; blocks while too many are waiting.
    func decode(_ jpeg: [UInt8], completion: @escaping Completion) {
        let isTaken = queue.wait { queue -> Bool? in
            if queue.isStopping { return false }
            guard queue.jobs.isEmpty || queue.bytes + jpeg.count <= Self.maximumWaitingBytes else { return nil }
            queue.bytes += jpeg.count
            queue.jobs.append(Job(jpeg: jpeg, completion: completion))
            return true
        }
        if !isTaken { completion(.failure(.stopped)) }
    }

    /// Stops the threads; waiting pictures are answered with `.stopped`.
    func stop(by deadline: Deadline) {
        let jobs = queue.update { queue in
            queue.isStopping = true
            defer { queue.jobs = [] }
            return queue.jobs
        }
        for job in jobs { job.completion(.failure(.stopped)) }
        _ = queue.wait(until: deadline) { $0.threads == 0 ? true : nil }
    }

    private func work() {
        // Otherwise each thread would start its own OpenMP pool, and the pools would compete for the cores.
        try? Processor.setThreadCount(1)
        while let job = nextJob() {
            do {
                job.completion(.success(try decode(job.jpeg)))
            } catch let error as JPEGError where error.isTooLarge {
                job.completion(.failure(.pictureTooLarge(detail: "\(error)")))
            } catch let error as JPEGError where error != .outOfMemory {
                job.completion(.failure(.damagedPicture(detail: "\(error)")))
            } catch {
                // Not the picture's fault.
                job.completion(.failure(.failed(detail: "\(error)")))
            }
        }
        queue.update { $0.threads -= 1 }
    }

    private func decode(_ jpeg: [UInt8]) throws -> DecodedPicture {
        do {
            return try decode(jpeg, with: decoder)
        } catch JPEGError.tooLarge(let detail) {
            guard let largeFileDecoder else { throw JPEGError.tooLarge(detail: detail) }
            return try largeFileTurn.withLock { _ in try decode(jpeg, with: largeFileDecoder) }
        }
    }

    private func decode(_ jpeg: [UInt8], with decoder: JPEGDecoder) throws -> DecodedPicture {
        let image = try Trace.span("decode") { () throws(JPEGError) in try decoder.decode(jpeg) }
        let (red, green, blue) = image.averageColor
        let pixels = try Trace.span("resize") { () throws(CLIPError) in try preprocessor.pixels(of: image) }
        return DecodedPicture(pixels: pixels, color: PictureColor(red: red, green: green, blue: blue))
    }

    private func nextJob() -> Job? {
        queue.wait { queue -> Job?? in
            if !queue.jobs.isEmpty {
                let job = queue.jobs.removeFirst()
                queue.bytes -= job.jpeg.count
                return job
            }
            return queue.isStopping ? .some(nil) : nil
        } ?? nil
    }
}

extension JPEGError {
    fileprivate var isTooLarge: Bool {
        if case .tooLarge = self { true } else { false }
    }
}

extension JPEGLimits {
    /// The limits for files that are the operator's own.
    ///
    /// The shorter side stays at least four times the model's input size: at least twice what preprocessors resize it
    /// to.
    public static func ownFiles(for clip: CLIPModel) -> JPEGLimits {
        .ownFiles(reducedSide: 4 * clip.imageSize, exactSide: clip.preprocessor.sufficientSide)
    }
}

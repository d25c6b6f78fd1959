import CLIP
import Foundation
import Search
import Synchronization
import Torch

/// The model at work: one thread that owns it, to which every other thread hands sentences and pictures.
///
/// So libtorch has one OpenMP pool, and works on whole batches of whatever waits.
final class EncoderService: TextEncoder, ImageEncoder {
    let model: ModelDescription

    private struct TextJob: Sendable {
        let text: String
        let deadline: Deadline
        let answer: Monitor<Result<Embedding, EncoderError>?>
    }

    private struct PictureJob: Sendable {
        let pixels: Tensor
        let completion: @Sendable (Result<Embedding, EncoderError>) -> Void
    }

    private struct Queue: Sendable {
        var texts: [TextJob] = []
        var textsInHand = 0
        var admission: TextAdmission
        var pictures: [PictureJob] = []
        var isStopping = false
        var hasStopped = false
    }

    private enum Batch: Sendable {
        case texts([TextJob])
        case pictures([PictureJob])
    }

    /// Bounds what waits before anything was measured.
    private static let maximumWaitingTexts = 512
    private static let textsPerBatch = 32
    /// Bounds what waits decoded: 0.6 MB each at 224 pixels.
    private static let maximumWaitingPictures = 64
    /// How often the thread says that it lives while there is nothing to do.
    private static let heartbeatInterval = Duration.seconds(1)

    private let clip: CLIPModel
    private let decoders: DecoderPool
    private let queue: Monitor<Queue>
    private let start = ContinuousClock.now
    /// Microseconds from `start` to the thread's last sign of life.
    private let heartbeat = Atomic<Int>(0)

    /// How long a sentence may be expected to wait, if nothing else is said.
    static let standardTextWait = Duration.milliseconds(100)

    /// Starts the threads.
    ///
    /// - Parameter maximumTextWait: a sentence that would wait for longer is refused.
    init(_ clip: CLIPModel, maximumTextWait: Duration = EncoderService.standardTextWait) {
        self.clip = clip
        queue = Monitor(
            Queue(admission: TextAdmission(maximumWait: maximumTextWait, batchSize: Self.textsPerBatch)))
        model = ModelDescription(
            name: clip.name, fingerprint: clip.fingerprint, dimension: clip.dimension, logitScale: clip.logitScale)
        decoders = DecoderPool(clip.preprocessor)
        let thread = Thread { self.work() }
        thread.name = "encoder"
        // Foundation's 512 kB are little for libtorch.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Sentences that wait.
    var waitingTexts: Int { queue.update { $0.texts.count } }
    /// Pictures that wait, decoded or not.
    var waitingPictures: Int { queue.update { $0.pictures.count } + decoders.waiting }
    /// The time since the encoder's thread last gave a sign of life.
    var silence: Duration {
        ContinuousClock.now - start - .microseconds(heartbeat.load(ordering: .relaxed))
    }

    func embedding(of text: String, deadline: Deadline) throws(EncoderError) -> Embedding {
        let queued = queue.update { queue -> Result<TextJob, EncoderError> in
            if queue.isStopping { return .failure(.stopped) }
            let isAdmitted = queue.admission.admits(
                waiting: queue.texts.count, inHand: queue.textsInHand, picturesWait: !queue.pictures.isEmpty)
            guard isAdmitted, queue.texts.count < Self.maximumWaitingTexts else { return .failure(.overloaded) }
            let job = TextJob(text: text, deadline: deadline, answer: Monitor(nil))
            queue.texts.append(job)
            return .success(job)
        }
        guard let answer = try queued.get().answer.wait(until: deadline, for: { $0 }) else { throw .timedOut }
        return try answer.get()
    }

    func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
        decoders.decode(jpeg) { result in
            switch result {
            case .success(let pixels): self.submit(PictureJob(pixels: pixels, completion: completion))
            case .failure(let error): completion(.failure(error))
            }
        }
    }

    /// Ends the threads once what they have in hand is done; what waits is answered with `.stopped`.
    func stop(by deadline: Deadline) {
        let (texts, pictures) = queue.update { queue in
            queue.isStopping = true
            defer { (queue.texts, queue.pictures) = ([], []) }
            return (queue.texts, queue.pictures)
        }
        for job in pictures { job.completion(.failure(.stopped)) }
        for job in texts { job.answer.update { $0 = .failure(.stopped) } }
        decoders.stop(by: deadline)
        _ = queue.wait(until: deadline) { $0.hasStopped ? true : nil }
    }

    private func submit(_ job: PictureJob) {
        let isTaken = queue.wait { queue -> Bool? in
            if queue.isStopping { return false }
            guard queue.pictures.count < Self.maximumWaitingPictures else { return nil }
            queue.pictures.append(job)
            return true
        }
        if isTaken != true { job.completion(.failure(.stopped)) }
    }

    // MARK: The encoder's thread

    private func work() {
        var isStopping = false
        var prefersPictures = false
        while !isStopping {
            heartbeat.store(Int((ContinuousClock.now - start) / .microseconds(1)), ordering: .relaxed)
            switch nextBatch(prefersPictures: prefersPictures, &isStopping) {
            case .texts(let jobs):
                encode(jobs)
                prefersPictures = true
            case .pictures(let jobs):
                encode(jobs)
                prefersPictures = false
            case nil: break
            }
        }
        queue.update { $0.hasStopped = true }
    }

    /// What to do next: sentences, since each is short and a person waits for it, but pictures in between, or many
    /// people's sentences would keep a new pool waiting for ever.
    private func nextBatch(prefersPictures: Bool, _ isStopping: inout Bool) -> Batch? {
        let next = queue.wait(until: .after(Self.heartbeatInterval)) { queue -> (Batch?, Bool)? in
            if !queue.texts.isEmpty, queue.pictures.isEmpty || !prefersPictures {
                let jobs = Array(queue.texts.prefix(Self.textsPerBatch))
                queue.texts.removeFirst(jobs.count)
                queue.textsInHand = jobs.count
                return (.texts(jobs), false)
            }
            if !queue.pictures.isEmpty {
                let jobs = Array(queue.pictures.prefix(self.clip.imageBatchSize))
                queue.pictures.removeFirst(jobs.count)
                return (.pictures(jobs), false)
            }
            return queue.isStopping ? (nil, true) : nil
        }
        isStopping = next?.1 ?? false
        return next?.0
    }

    private func encode(_ jobs: [TextJob]) {
        let due = jobs.filter { !$0.deadline.hasPassed }
        let start = ContinuousClock.now
        let answers = due.isEmpty ? [] : embeddings(of: due.count) { try clip.encode(texts: due.map(\.text)) }
        queue.update { queue in
            queue.textsInHand = 0
            if !due.isEmpty { queue.admission.encoded(sentences: due.count, in: .now - start) }
        }
        for (job, answer) in zip(due, answers) { job.answer.update { $0 = answer } }
    }

    private func encode(_ jobs: [PictureJob]) {
        let start = ContinuousClock.now
        let answers = embeddings(of: jobs.count) { try clip.encode(pixels: jobs.map(\.pixels)) }
        queue.update { $0.admission.encodedPictures(in: .now - start) }
        for (job, answer) in zip(jobs, answers) { job.completion(answer) }
    }

    /// One answer per input, whether the model did its work or failed.
    private func embeddings(
        of count: Int, _ encode: () throws -> [[Float]]
    ) -> [Result<Embedding, EncoderError>] {
        do {
            return try encode().map { .success(Embedding($0)) }
        } catch {
            return Array(repeating: .failure(.failed(detail: "\(error)")), count: count)
        }
    }
}

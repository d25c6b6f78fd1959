public import CLIP
import Foundation
public import JPEG
public import Ranking
public import Search
import Synchronization
public import Threads
import Torch
import Tracing

/// Encodes sentences and pictures on one thread that owns the model; all other threads hand their work to it.
///
/// So libtorch has one OpenMP pool, and whatever waits is encoded in batches.
public final class EncoderService: TextEncoder, ImageEncoder {
    public let model: ModelDescription

    static let textsPerBatch = 32
    /// The limit for decoded pictures that wait: 0.15 MB each at 224 pixels.
    private static let maximumWaitingPictures = 256
    /// The interval of the heartbeat while there is nothing to do.
    private static let heartbeatInterval = Duration.seconds(1)

    let clip: CLIPModel
    let metrics = EncoderMetrics()
    private let decoders: DecoderPool
    private let queue: Monitor<Queue>
    private let start = ContinuousClock.now
    /// Microseconds from `start` to the thread's last heartbeat.
    private let heartbeat = Atomic<Int>(0)

    /// The default limit for the expected wait of a sentence: 2 s, the usual limit for interactive use.
    public static let maximumTextWait = Duration.seconds(2)

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - maximumTextWait: a sentence whose expected wait is longer is refused, unless its caller accepts a longer
    ///     wait.
    ///   - maximumWaitingTexts: how many sentences may wait or be encoded; clients with fewer waiting have precedence.
    ///   - pictureLimits: the memory and size that a picture may need.
    ///   - picturesAreOwn: whether the pictures are the operator's own files, which may be as large as memory allows.
    public init(
        _ clip: CLIPModel, maximumTextWait: Duration = EncoderService.maximumTextWait,
        maximumWaitingTexts: Int = 512, pictureLimits: JPEGLimits = JPEGLimits(), picturesAreOwn: Bool = false
    ) {
        self.clip = clip
        let admission = TextAdmission(maximumWait: maximumTextWait, batchSize: Self.textsPerBatch)
        queue = Monitor(Queue(texts: TextQueue(places: maximumWaitingTexts, admission: admission)))
        model = ModelDescription(
            name: clip.name, fingerprint: clip.fingerprint, dimension: clip.dimension, logitScale: clip.logitScale,
            device: clip.device.description)
        var limits = pictureLimits
        // Pictures from a source are too small for that.
        if picturesAreOwn { limits.exactSide = clip.preprocessor.sufficientSide }
        decoders = DecoderPool(
            clip.preprocessor, limits: limits,
            largeFileDecoder: picturesAreOwn ? JPEGDecoder(limits: .ownFiles(for: clip)) : nil)
        Thread.start("encoder", stackSize: Thread.largeStack) { self.work() }
    }

    /// Why a GPU's operations are started one by one and not recorded; nil if they are recorded, and until the thread
    /// has begun.
    public var recordingFault: String? { clip.recordingFault }
    /// The number of waiting sentences.
    public var waitingTexts: Int { queue.read { $0.texts.count } }
    /// The expected wait of a sentence that is added behind all waiting ones.
    var expectedWait: Duration {
        queue.read { $0.texts.expectedWait(pictures: $0.pictureWork) }
    }
    /// The number of sentences that the model encodes per second, as measured at the start.
    public var capacity: Double? { queue.read { $0.capacity } }
    /// The number of waiting pictures, decoded or not.
    public var waitingPictures: Int { queue.read { $0.pictures.count } + decoders.waiting }
    /// The time since the last heartbeat of the encoder's thread.
    public var silence: Duration {
        ContinuousClock.now - start - .microseconds(heartbeat.load(ordering: .relaxed))
    }

    public func embedding(of text: String, deadline: Deadline) throws(EncoderError) -> Embedding {
        try embedding(of: text, for: Caller(), deadline: deadline)
    }

    public func embedding(
        of text: String, for caller: Caller, deadline: Deadline
    ) throws(EncoderError) -> Embedding {
        let job = TextJob(text: text, deadline: deadline, answer: Promise())
        let outcome = queue.update { queue -> TextQueue<TextJob>.Outcome? in
            guard !queue.isStopping else { return nil }
            return queue.texts.add(
                job, sentence: text, for: caller, until: deadline, pictures: queue.pictureWork)
        }
        switch outcome {
        case nil: throw .stopped
        case .refused(let retryAfter):
            metrics.refused()
            throw .overloaded(retryAfter: retryAfter)
        case .waitsInsteadOf(let other, let retryAfter):
            metrics.refused()
            other.answer.fulfill(.failure(.overloaded(retryAfter: retryAfter)))
        case .waits: break
        }
        guard let answer = job.answer.wait(until: deadline) else { throw .timedOut }
        return try answer.get()
    }

    /// Runs a task on the encoder's thread before anything else: if another thread encoded, libtorch would start
    /// another pool of threads for it.
    func perform(_ task: @escaping @Sendable () -> Void) {
        queue.update { $0.tasks.append(task) }
    }

    /// Prepares batches of every number of pictures, the largest first, whenever there is nothing else to do: a keyword's
    /// listing takes longer than several of them.
    public func prepareBatches() {
        guard clip.device == .cpu else { return }
        queue.update { $0.unprepared = Array(1...clip.imageBatchSize) }
    }

    /// Sets the time for one sentence in a batch, as measured at the start.
    func begin(withSentenceTime time: Duration) {
        queue.update { queue in
            queue.capacity = 1 / time.seconds
            queue.texts.admission.begin(with: time)
        }
    }

    public func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
        encode(picture: jpeg) { completion($0.map(\.embedding)) }
    }

    public func encode(
        picture jpeg: [UInt8], completion: @escaping @Sendable (Result<EncodedPicture, EncoderError>) -> Void
    ) {
        queue.update { $0.undecoded += 1 }
        decoders.decode(jpeg) { result in
            switch result {
            case .success(let picture):
                self.submit(
                    PictureJob(pixels: picture.pixels) { embedding in
                        completion(embedding.map { EncodedPicture($0, color: picture.color) })
                    })
            case .failure(let error):
                self.queue.update { $0.undecoded -= 1 }
                completion(.failure(error))
            }
        }
    }

    /// Stops the threads after their current batches; whatever still waits is answered with `.stopped`.
    public func stop(by deadline: Deadline) {
        let (texts, pictures) = queue.update { queue in
            queue.isStopping = true
            defer { queue.pictures = [] }
            return (queue.texts.removeAll(), queue.pictures)
        }
        for job in pictures { job.completion(.failure(.stopped)) }
        for job in texts { job.answer.fulfill(.failure(.stopped)) }
        decoders.stop(by: deadline)
        _ = queue.wait(until: deadline) { $0.hasStopped ? true : nil }
    }

    private func submit(_ job: PictureJob) {
        let isTaken = queue.wait { queue -> Bool? in
            guard queue.isStopping || queue.pictures.count < Self.maximumWaitingPictures else { return nil }
            queue.undecoded -= 1
            if queue.isStopping { return false }
            queue.pictures.append(job)
            return true
        }
        if !isTaken { job.completion(.failure(.stopped)) }
    }

    // MARK: The encoder's thread

    private func work() {
        // An error is ignored here: it occurs again at the first request, which is answered with it.
        try? clip.prepare()
        var isStopping = false
        var prefersPictures = false
        while !isStopping {
            heartbeat.store(Int((ContinuousClock.now - start) / .microseconds(1)), ordering: .relaxed)
            switch nextBatch(prefersPictures: prefersPictures, &isStopping) {
            case .texts(let jobs, let expired):
                if !expired.isEmpty { metrics.refused(expired.count) }
                for job in expired { job.answer.fulfill(.failure(.overloaded(retryAfter: .seconds(1)))) }
                encode(jobs)
                prefersPictures = true
            case .pictures(let jobs):
                encode(jobs)
                prefersPictures = false
            case .task(let task): task()
            // An error is ignored here, too.
            case .preparation(let count):
                Trace.span("prepare \(count)") { try? clip.prepare(pictures: count) }
            case nil: break
            }
        }
        queue.update { $0.hasStopped = true }
    }

    /// The next batch: sentences first, since each is short and a person waits for it, but pictures in alternation, or
    /// many sentences would block a new pool for an unlimited time.
    private func nextBatch(prefersPictures: Bool, _ isStopping: inout Bool) -> Batch? {
        let batchSize = clip.imageBatchSize
        let fillEnd = queue.read(\.fillEnd)
        let end = Deadline.after(Self.heartbeatInterval)
        let next = queue.wait(until: fillEnd.map(end.noLater) ?? end) { queue -> (Batch?, Bool)? in
            if let task = queue.tasks.popLast() { return (.task(task), false) }
            let hasPictures = queue.hasPictures(forBatchOf: batchSize)
            if !queue.texts.isEmpty, !hasPictures || !prefersPictures {
                let (jobs, expired) = queue.texts.next(Self.textsPerBatch)
                return (.texts(jobs, expired: expired), false)
            }
            if hasPictures {
                let jobs = Array(queue.pictures.prefix(batchSize))
                queue.pictures.removeFirst(jobs.count)
                queue.pictureBatchStart = .now
                return (.pictures(jobs), false)
            }
            // Another end to wait for.
            if queue.fillEnd != fillEnd { return (nil, false) }
            if queue.isStopping { return (nil, true) }
            if queue.isIdle, let count = queue.unprepared.popLast() { return (.preparation(count), false) }
            return nil
        }
        isStopping = next?.1 ?? false
        return next?.0
    }

    private func encode(_ jobs: [TextJob]) {
        var known: Set<String> = []
        let texts = jobs.filter { !$0.deadline.hasPassed && known.insert($0.text).inserted }.map(\.text)
        let start = ContinuousClock.now
        metrics.began(.sentences, after: jobs.map { start - $0.arrival })
        let embeddings = texts.isEmpty ? [] : embeddings(of: texts.count, .sentences) { try clip.encode(texts: texts) }
        if !texts.isEmpty { metrics.encoded(.sentences, count: texts.count, in: .now - start) }
        let answers = Dictionary(uniqueKeysWithValues: zip(texts, embeddings))
        let joined = queue.update { queue in
            if !texts.isEmpty { queue.texts.admission.encoded(sentences: texts.count, in: .now - start) }
            return queue.texts.finishBatch(answered: known)
        }
        for job in jobs + joined { if let answer = answers[job.text] { job.answer.fulfill(answer) } }
    }

    private func encode(_ jobs: [PictureJob]) {
        let start = ContinuousClock.now
        metrics.began(.pictures, after: jobs.map { start - $0.arrival })
        let answers = embeddings(of: jobs.count, .pictures) { try clip.encode(pixels: jobs.map(\.pixels)) }
        queue.update { queue in
            queue.pictureBatchStart = nil
            queue.texts.admission.encodedPictures(in: .now - start)
        }
        metrics.encoded(.pictures, count: jobs.count, in: .now - start)
        for (job, answer) in zip(jobs, answers) { job.completion(answer) }
    }

    /// One result per input, also if the model fails.
    private func embeddings(
        of count: Int, _ kind: EncoderMetrics.Kind, _ encode: () throws -> [[Float]]
    ) -> [Result<Embedding, EncoderError>] {
        do {
            return try Trace.span("encode \(count) \(kind)", encode).map { .success(Embedding($0)) }
        } catch {
            return Array(repeating: .failure(.failed(detail: "\(error)")), count: count)
        }
    }
}

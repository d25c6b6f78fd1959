import Ranking
import Search
import Threads
import Torch

extension EncoderService {
    /// A waiting sentence.
    struct TextJob: Sendable {
        let text: String
        let deadline: Deadline
        let arrival = ContinuousClock.now
        let answer: Promise<Result<Embedding, EncoderError>>
    }

    /// A decoded picture that waits to be encoded.
    struct PictureJob: Sendable {
        let pixels: Tensor
        var arrival = ContinuousClock.now
        let completion: @Sendable (Result<Embedding, EncoderError>) -> Void
    }

    /// The state that the threads share.
    struct Queue: Sendable {
        var texts: TextQueue<TextJob>
        var tasks: [@Sendable () -> Void] = []
        /// The pictures that are decoded.
        var pictures: [PictureJob] = []
        /// How many are on their way to `pictures`.
        var undecoded = 0
        /// The numbers of pictures whose batches are to be prepared, the next one last.
        var unprepared: [Int] = []
        /// When the current batch of pictures began; nil if none is being encoded.
        var pictureBatchStart: ContinuousClock.Instant?
        /// Sentences per second; nil until it is measured.
        var capacity: Double?
        var isStopping = false
        var hasStopped = false

        /// How long a batch that is not full waits for pictures that may arrive, and for those that are being decoded.
        ///
        /// A pool's pictures arrive within milliseconds, each takes about one to decode, and in a full batch half of the
        /// time that it takes alone.
        private static let (arrivalTime, decodingTime) = (Duration.milliseconds(5), Duration.milliseconds(20))

        /// When the waiting pictures become a batch although it is not full; nil if none waits.
        var fillEnd: ContinuousClock.Instant? {
            pictures.first.map { $0.arrival + (undecoded > 0 ? Self.decodingTime : Self.arrivalTime) }
        }

        /// Whether the waiting pictures are to be encoded now: a full batch, or one that has waited long enough.
        func hasPictures(forBatchOf size: Int) -> Bool {
            guard let fillEnd else { return false }
            return pictures.count >= size || isStopping || fillEnd <= .now
        }

        /// Whether nothing waits to be encoded, and nothing is about to.
        var isIdle: Bool { texts.isEmpty && tasks.isEmpty && pictures.isEmpty && undecoded == 0 }

        var pictureWork: PictureWork {
            PictureWork(inHandFor: pictureBatchStart.map { .now - $0 }, isWaiting: !pictures.isEmpty)
        }
    }

    /// What the encoder's thread does next.
    enum Batch: Sendable {
        case texts([TextJob], expired: [TextJob])
        case pictures([PictureJob])
        case task(@Sendable () -> Void)
        /// To prepare batches of so many pictures.
        case preparation(Int)
    }
}

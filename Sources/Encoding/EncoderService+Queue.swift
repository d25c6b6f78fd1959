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
        let arrival = ContinuousClock.now
        let completion: @Sendable (Result<Embedding, EncoderError>) -> Void
    }

    /// The state that the threads share.
    struct Queue: Sendable {
        var texts: TextQueue<TextJob>
        var tasks: [@Sendable () -> Void] = []
        var pictures: [PictureJob] = []
        /// When the current batch of pictures began; nil if none is being encoded.
        var pictureBatchStart: ContinuousClock.Instant?
        /// Sentences per second; nil until it is measured.
        var capacity: Double?
        var isStopping = false
        var hasStopped = false

        var pictureWork: PictureWork {
            PictureWork(inHandFor: pictureBatchStart.map { .now - $0 }, isWaiting: !pictures.isEmpty)
        }
    }

    /// What the encoder's thread does next.
    enum Batch: Sendable {
        case texts([TextJob], expired: [TextJob])
        case pictures([PictureJob])
        case task(@Sendable () -> Void)
    }
}

import Ranking
import Search
import Threads
import Torch

extension EncoderService {
    /// A sentence that waits.
    struct TextJob: Sendable {
        let text: String
        let deadline: Deadline
        let arrival = ContinuousClock.now
        let answer: Promise<Result<Embedding, EncoderError>>
    }

    /// A decoded picture that waits.
    struct PictureJob: Sendable {
        let pixels: Tensor
        let arrival = ContinuousClock.now
        let completion: @Sendable (Result<Embedding, EncoderError>) -> Void
    }

    /// What the threads share.
    struct Queue: Sendable {
        var texts: TextQueue<TextJob>
        var tasks: [@Sendable () -> Void] = []
        var pictures: [PictureJob] = []
        /// When the batch of pictures in hand began.
        var pictureBatchStart: ContinuousClock.Instant?
        /// Sentences in a second, once measured.
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

/// Decides whether one more sentence may wait for the encoder: if its turn will come soon enough.
///
/// A queue that is bounded by a number of places is full of people who wait for as long as the machine is slow. This one
/// is bounded by time: what is ahead, times how long that has been taking of late. Whoever is refused learns it at
/// once and can come back; whoever is let in is answered in time.
struct TextAdmission: Sendable {
    /// The longest that a sentence may be expected to wait.
    let maximumWait: Duration
    /// How many sentences the encoder takes at a time.
    let batchSize: Int
    /// Time for one sentence in a batch, and for a batch of pictures: moving averages; zero until measured.
    private var sentenceTime = Duration.zero
    private var pictureBatchTime = Duration.zero

    init(maximumWait: Duration, batchSize: Int) {
        self.maximumWait = maximumWait
        self.batchSize = batchSize
    }

    /// Whether a sentence may join those that wait.
    ///
    /// One may always wait, since no bound makes the encoder's present batch shorter.
    ///
    /// - Parameters:
    ///   - waiting: sentences that wait.
    ///   - inHand: sentences that are being encoded.
    ///   - picturesWait: whether pictures wait too, which take turns with batches of sentences.
    func admits(waiting: Int, inHand: Int, picturesWait: Bool) -> Bool {
        waiting == 0 || expectedWait(waiting: waiting, inHand: inHand, picturesWait: picturesWait) <= maximumWait
    }

    /// How long a sentence that comes now will wait for its turn.
    func expectedWait(waiting: Int, inHand: Int, picturesWait: Bool) -> Duration {
        sentenceTime * (waiting + inHand) + (picturesWait ? pictureBatchTime * (waiting / batchSize) : .zero)
    }

    /// Notes that a batch of sentences is done.
    mutating func encoded(sentences: Int, in duration: Duration) {
        Self.average(&sentenceTime, with: duration / sentences)
    }

    /// Notes that a batch of pictures is done.
    mutating func encodedPictures(in duration: Duration) {
        Self.average(&pictureBatchTime, with: duration)
    }

    /// Follows a fall faster than a rise: one slow batch (the first, or one beside a busy neighbour) must not refuse
    /// anyone for long.
    private static func average(_ time: inout Duration, with sample: Duration) {
        guard time > .zero else {
            time = sample
            return
        }
        time += (sample - time) / (sample < time ? 2 : 8)
    }
}

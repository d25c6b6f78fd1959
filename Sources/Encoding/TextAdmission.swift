import Search

/// Expects how long one more sentence will wait for the encoder, to decide whether it may.
///
/// A queue that is bounded by a number of places makes people wait for as long as the machine is slow. This one is
/// bounded by time: what is ahead, times how long that has been taking lately. Who is refused learns it at once, with
/// the time after which there will be room; who is let in is answered in time.
struct TextAdmission: Sendable {
    /// The longest that a sentence may be expected to wait, if its caller says nothing else.
    let maximumWait: Duration
    /// The minimum for every caller: about two batches.
    static let shortestWait = Duration.milliseconds(100)
    /// The minimum while the queue is standing: a model that is faster needs no shorter queue.
    static let shortestStanding = Duration.milliseconds(25)
    /// How many sentences the encoder takes at a time.
    let batchSize: Int
    /// Time for one sentence in a batch, and for a batch of pictures: moving averages; zero until measured.
    private var sentenceTime = Duration.zero
    private var pictureBatchTime = Duration.zero

    init(maximumWait: Duration, batchSize: Int) {
        self.maximumWait = maximumWait
        self.batchSize = batchSize
    }

    /// The longest that a caller's sentence may be expected to wait; of many clients that ask for long waits, not all get
    /// them (`TextQueue`).
    ///
    /// - Parameter isStanding: whether the queue has not been empty for long. Then a longer queue does not raise the
    ///   throughput: two batches keep the encoder busy (Nichols and Jacobson 2012, "Controlling queue
    ///   delay", ACM Queue).
    func wait(for caller: Caller, isStanding: Bool = false) -> Duration {
        if let wanted = caller.maximumWait { return max(wanted, Self.shortestWait) }
        return isStanding ? min(maximumWait, max(sentenceTime * (2 * batchSize), Self.shortestStanding)) : maximumWait
    }

    /// How long a sentence that comes now will wait for its turn.
    ///
    /// - Parameters:
    ///   - waiting: sentences that will be taken before it.
    ///   - inHand: sentences that are being encoded.
    ///   - pictures: pictures take turns with batches of sentences.
    func expectedWait(waiting: Int, inHand: Int, pictures: PictureWork) -> Duration {
        var wait = sentenceTime * (waiting + inHand)
        if let time = pictures.inHandFor { wait += max(.zero, pictureBatchTime - time) }
        if pictures.isWaiting {
            // It is their turn after the sentences in hand, and between two batches of sentences.
            wait += pictureBatchTime * ((inHand > 0 ? 1 : 0) + waiting / batchSize)
        }
        return wait
    }

    /// Begins with the time for one sentence in a batch, in place of what the first batches took.
    mutating func begin(with time: Duration) {
        sentenceTime = time
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

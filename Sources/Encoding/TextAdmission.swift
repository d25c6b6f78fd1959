import Search

/// Estimates how long one more sentence will wait for the encoder, to decide whether to admit it.
///
/// In a queue that is limited by a number of places, waits grow with the slowness of the machine. This one is limited
/// by time: the sentences ahead, times the recent time for each. A refused caller learns at once when there will be
/// room; an admitted one is answered in time.
struct TextAdmission: Sendable {
    /// The longest expected wait with which a sentence is admitted, unless its caller sets another limit.
    let maximumWait: Duration
    /// The minimum of any limit: about two batches.
    static let shortestWait = Duration.milliseconds(100)
    /// The minimum while the queue is standing; a shorter queue has no advantage even for a faster model.
    static let shortestStanding = Duration.milliseconds(25)
    /// The number of sentences in a batch.
    let batchSize: Int
    /// Moving averages of the time for one sentence in a batch, and for a batch of pictures; zero until measured.
    private var sentenceTime = Duration.zero
    private var pictureBatchTime = Duration.zero

    init(maximumWait: Duration, batchSize: Int) {
        self.maximumWait = maximumWait
        self.batchSize = batchSize
    }

    /// The longest expected wait with which a caller's sentence is admitted. If many clients ask for long waits, not
    /// all of them get them (`TextQueue`).
    ///
    /// - Parameter isStanding: whether the queue has not been empty for long. Then a longer queue does not raise the
    ///   throughput: two batches keep the encoder busy (Nichols and Jacobson 2012, "Controlling queue
    ///   delay", ACM Queue).
    func wait(for caller: Caller, isStanding: Bool = false) -> Duration {
        if let wanted = caller.maximumWait { return max(wanted, Self.shortestWait) }
        return isStanding ? min(maximumWait, max(sentenceTime * (2 * batchSize), Self.shortestStanding)) : maximumWait
    }

    /// The expected wait of a sentence that is added now.
    ///
    /// - Parameters:
    ///   - waiting: the number of sentences that will be taken before it.
    ///   - inHand: the number of sentences that are being encoded.
    ///   - pictures: the work on pictures, whose batches alternate with batches of sentences.
    func expectedWait(waiting: Int, inHand: Int, pictures: PictureWork) -> Duration {
        var wait = sentenceTime * (waiting + inHand)
        if let time = pictures.inHandFor { wait += max(.zero, pictureBatchTime - time) }
        if pictures.isWaiting {
            // A batch of pictures follows the sentences being encoded, and each batch of sentences.
            wait += pictureBatchTime * ((inHand > 0 ? 1 : 0) + waiting / batchSize)
        }
        return wait
    }

    /// Sets the time for one sentence in a batch, in place of what the first batches took.
    mutating func begin(with time: Duration) {
        sentenceTime = time
    }

    /// Records the time of a batch of sentences.
    mutating func encoded(sentences: Int, in duration: Duration) {
        Self.average(&sentenceTime, with: duration / sentences)
    }

    /// Records the time of a batch of pictures.
    mutating func encodedPictures(in duration: Duration) {
        Self.average(&pictureBatchTime, with: duration)
    }

    /// Decreases faster than it increases: one slow batch (the first, or one beside another busy process) must not
    /// cause refusals for long.
    private static func average(_ time: inout Duration, with sample: Duration) {
        guard time > .zero else {
            time = sample
            return
        }
        time += (sample - time) / (sample < time ? 2 : 8)
    }
}

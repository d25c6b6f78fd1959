public import Search

/// The encoder's state, as the health paths show it.
public protocol EncoderStatus: Sendable {
    var model: ModelDescription { get }
    /// The time since the encoder's thread last gave a sign of life.
    var silence: Duration { get }
    /// The sentences that the model takes in a second; nil until that is measured.
    var capacity: Double? { get }
    var waitingTexts: Int { get }
    /// Pictures that wait, decoded or not.
    var waitingPictures: Int { get }
}

/// The shared cache's state, as the health paths show it.
public protocol CacheStatus: Sendable {
    /// Whether it answers now; blocks until that is known.
    var isReachable: Bool { get }
}

/// How much of the server's threads is in use.
public struct WorkerStatus: Sendable {
    /// How many requests are answered at the same time, at most.
    let count: Int
    /// How many are answered now.
    let busy: @Sendable () -> Int

    public init(count: Int, busy: @escaping @Sendable () -> Int) { (self.count, self.busy) = (count, busy) }
}

import Synchronization

/// The answers of pools in memory as bytes, so that a search that comes again is a lookup.
///
/// An answer belongs to one version of its tag's pool: that of another one is never found, and is dropped in time. What
/// the bytes mean only the caller knows.
final class KeptAnswers: Sendable {
    struct Key: Hashable, Sendable {
        /// ``PoolStore/Pending``'s version of the pool.
        let pool: Int
        /// The bytes of the tag and the sentence, which an answer repeats: `String` takes different bytes of one text (é as
        /// one scalar or two) for equal.
        let text: [UInt8]
        let count: Int
        let offset: Int
        /// Whether it was written with matches, as answers from the first moments of a process are not.
        let hasMatches: Bool
        let variant: String

        init(
            pool: Int, tag: String, sentence: String, count: Int, offset: Int = 0, hasMatches: Bool = false,
            variant: String
        ) {
            self.pool = pool
            text = tag.utf8 + [0] + sentence.utf8
            self.count = count
            self.offset = offset
            self.hasMatches = hasMatches
            self.variant = variant
        }
    }

    /// The largest answer that is kept, as a part of all.
    private static let largestPart = 64
    /// What an answer takes besides its bytes: its key, and its places in tables.
    private static let overhead = 256
    private let memory: Int
    private let state: Mutex<RecentCache<Key, [UInt8]>>

    /// - Parameter memory: the most bytes of all answers.
    init(memory: Int) {
        self.memory = memory
        // The cache holds up to twice its capacity.
        state = Mutex(RecentCache(capacity: max(1, memory / 2)))
    }

    /// The size of what is kept.
    var bytes: Int { state.withLock { $0.size } }

    func answer(for key: Key) -> [UInt8]? { state.withLock { $0.value(for: key) } }

    /// Keeps an answer, unless it is so large that it would displace many others.
    func keep(_ answer: [UInt8], for key: Key) {
        let size = answer.count + key.text.count + key.variant.utf8.count + Self.overhead
        guard size <= memory / Self.largestPart else { return }
        state.withLock { $0.insert(answer, for: key, size: size) }
    }
}

/// Where the bytes of a search's answer are kept for the next search that is equal.
public struct AnswerPlace: Sendable {
    let key: KeptAnswers.Key
    let answers: KeptAnswers
    /// The bytes that are kept; nil if there are none, and then the search has ranked the pictures.
    public let bytes: [UInt8]?

    /// Keeps what follows from the query, the variant, the pool and the ranking alone.
    public func keep(_ bytes: [UInt8]) { answers.keep(bytes, for: key) }
}

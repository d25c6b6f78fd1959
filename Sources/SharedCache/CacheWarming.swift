import Foundation
public import Search
import Threads

/// Loads the pools of many tags into the shared cache, one after the other, within the source's limit.
public struct CacheWarming {
    /// The result for one tag.
    public enum Outcome: String {
        /// It was in the cache already, with all its pictures.
        case fresh
        case loaded
        /// The source has no pictures for it.
        case empty
        case failed
        /// The source refuses the request: the tag, or the key.
        case refused
        /// Not begun, since the process is to stop.
        case left

        /// What is printed: `refused` is one kind of `failed`.
        public var word: String { (self == .refused ? Outcome.failed : self).rawValue }
    }

    /// The name by which warming takes its share of the source's limit: half of what searches leave.
    static let client = "cache warm"
    /// For one tag, its downloads included.
    private static let patience = Duration.seconds(120)
    /// A source that has not answered for this long makes the tag fail.
    private static let longestAbsence = Duration.seconds(600)

    private let pools: PoolStore
    private let isStopped: @Sendable () -> Bool
    private let note: (String) -> Void
    private let sentence: (SearchError) -> String

    /// - Parameters:
    ///   - isStopped: called often; true ends the work after the current tag.
    ///   - note: called with what happens now, for people.
    ///   - sentence: an error in words, for people.
    public init(
        pools: PoolStore, isStopped: @escaping @Sendable () -> Bool, note: @escaping (String) -> Void,
        sentence: @escaping (SearchError) -> String
    ) {
        self.pools = pools
        self.isStopped = isStopped
        self.note = note
        self.sentence = sentence
    }

    /// Loads one tag, waiting for the source's limit as long as it takes.
    public func load(_ tag: String) -> (outcome: Outcome, detail: String) {
        let giveUpAt = ContinuousClock.now + Self.longestAbsence
        while !isStopped() {
            do throws(SearchError) {
                let loaded = try pools.load(tag, for: Self.client, deadline: .after(Self.patience)) { progress in
                    note("\(progress.ranked) of \(progress.size) pictures")
                }
                return Self.outcome(of: loaded)
            } catch {
                if case .source(.refused(let detail)) = error { return (.refused, detail) }
                guard let seconds = error.pause, error.isLimit || .now < giveUpAt else {
                    return (.failed, sentence(error))
                }
                wait(seconds, error.isLimit ? "the source's limit" : "the source, which does not answer")
            }
        }
        return (.left, "")
    }

    private static func outcome(of loaded: PoolStore.LoadedPool) -> (outcome: Outcome, detail: String) {
        let pool = loaded.pool
        let detail = "\(pool.rows.count) of \(pool.pictures.count) pictures"
        if pool.isStale { return (.failed, "the source does not answer; the cache has an expired pool") }
        if pool.pictures.isEmpty { return (.empty, "no pictures") }
        return (loaded.origin != .source && loaded.encodedPictures == 0 ? .fresh : .loaded, detail)
    }

    private func wait(_ seconds: Int, _ what: String) {
        for left in stride(from: seconds, to: 0, by: -1) {
            note("waiting \(left) s for \(what)")
            for _ in 0..<10 where !isStopped() { Thread.sleep(forTimeInterval: 0.1) }
            if isStopped() { return }
        }
    }
}

extension SearchError {
    /// Seconds after which the same may work; nil if waiting does not help.
    fileprivate var pause: Int? {
        switch self {
        case .source(.rateLimited(let seconds)), .source(.clientLimited(let seconds)): max(1, seconds)
        case .source(.paused(let seconds, _)): max(1, seconds)
        case .clientOverloaded, .overloaded: 1
        default: nil
        }
    }

    /// Whether the source answers, but takes no more requests now.
    fileprivate var isLimit: Bool {
        switch self {
        case .source(.rateLimited), .source(.clientLimited): true
        default: false
        }
    }
}

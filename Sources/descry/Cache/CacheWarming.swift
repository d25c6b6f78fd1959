import Foundation
import Search
import Server
import Threads

/// Loads the pools of many tags into the shared cache, one after the other, within what the source allows.
struct CacheWarming {
    /// How one tag came out.
    enum Outcome: String {
        /// It was there already, with all its pictures.
        case fresh
        case loaded
        /// The source has no pictures for it.
        case empty
        case failed
        /// The source refuses the request: the tag, or the key.
        case refused
        /// Not begun, since the process was told to stop.
        case left

        /// What is printed: `refused` is one kind of `failed`.
        var word: String { (self == .refused ? Outcome.failed : self).rawValue }
    }

    /// The name by which warming takes its share of the source's limit: half of what searches leave.
    static let client = "cache warm"
    /// For one tag, its downloads included.
    private static let patience = Duration.seconds(120)
    /// After that long without a call that worked, there is no point in going on.
    private static let longestAbsence = Duration.seconds(600)

    let pools: PoolStore
    /// Asked often; true ends the work after the tag in hand.
    let isStopped: @Sendable () -> Bool
    /// Called with what happens now, for people.
    let note: (String) -> Void

    /// Loads one tag, waiting for the source's limit as long as it takes.
    func load(_ tag: String) -> (outcome: Outcome, detail: String) {
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
                    return (.failed, Problem(error).detail)
                }
                wait(seconds, error.isLimit ? "the source's limit" : "the source, which is away")
            }
        }
        return (.left, "")
    }

    private static func outcome(of loaded: PoolStore.LoadedPool) -> (outcome: Outcome, detail: String) {
        let pool = loaded.pool
        let detail = "\(pool.rows.count) of \(pool.pictures.count) pictures"
        if pool.isStale { return (.failed, "the source is away; an expired pool is there") }
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
        case .source(.away(let seconds, _)): max(1, seconds)
        case .clientOverloaded, .overloaded: 1
        default: nil
        }
    }

    /// Whether nothing is wrong but that enough was asked for.
    fileprivate var isLimit: Bool {
        switch self {
        case .source(.rateLimited), .source(.clientLimited): true
        default: false
        }
    }
}

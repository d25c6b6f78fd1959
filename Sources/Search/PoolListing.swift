import Foundation
import Threads

/// A tag's list of pictures, as the source answered.
struct PoolListing: Codable, Sendable {
    let answered: Date
    let pictures: [Picture]
    /// Why there may be more pictures than these; nil if this is all that the source has.
    var shortfall: String?
    /// How many seconds a whole listing may be used (`ImageSource.answerLifetime`); nil in those of older versions.
    var validSeconds: Int?

    /// The lifetime for sources that set none.
    static let usualLifetime = Duration.seconds(24 * 3600)
    /// The limit for a part of a listing and for an empty one: what is missing may soon be there.
    private static let partLifetime = Duration.seconds(600)
    /// How long it is kept after the source's answer, to be shown, marked as stale, while the source is unavailable.
    static let staleLifetime = Duration.seconds(7 * 24 * 3600)

    /// How long all processes may use it, from `answered` on.
    var lifetime: Duration {
        let whole = validSeconds.map { .seconds($0) } ?? Self.usualLifetime
        return pictures.isEmpty || shortfall != nil ? min(whole, Self.partLifetime) : whole
    }

    /// Whether it may be used as if the source had answered it now.
    var isFresh: Bool { age < lifetime }

    /// Whether it may take the place of an answer while the source is unavailable.
    var isUsefulWhenStale: Bool { !pictures.isEmpty && age < Self.staleLifetime }

    /// The time since the source answered; never negative.
    var age: Duration { max(.zero, Duration(from: answered)) }
}

extension PoolListing {
    /// A listing that was answered just now.
    ///
    /// - Throws: `SourceError.badAnswer` if the source has pictures for the tag and describes none of them in a way
    ///   that can be used: its API has changed.
    init(_ answer: SourceListing, lifetime: Duration) throws(SourceError) {
        let (rejected, all) = (answer.rejected.count, answer.rejected.count + answer.pictures.count)
        if rejected > 0, answer.pictures.isEmpty {
            throw .badAnswer(
                detail: "The picture source's answer could not be read: none of its \(all) pictures can be used. "
                    + answer.rejected[0].detail)
        }
        // If most pictures are unreadable, the answer is at fault, not the pictures.
        let unreadable =
            2 * rejected > all ? "\(rejected) of \(all) pictures in the answer could not be read." : nil
        self.init(
            answered: Date(), pictures: answer.pictures, shortfall: answer.shortfall ?? unreadable,
            validSeconds: Int(lifetime.seconds))
    }
}

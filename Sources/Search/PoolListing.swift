import Foundation

/// A tag's list of pictures, as the source answered.
struct PoolListing: Sendable {
    let answered: Date
    let pictures: [Picture]
    /// Why there may be more pictures than these; nil if this is all that the source has.
    var shortfall: String?

    /// How long other processes may use it, from `answered` on.
    ///
    /// Addresses die after 24 hours, and Pixabay's rules forbid to keep answers for longer. A tag without pictures may
    /// soon have some, and what is missing may soon be there.
    var lifetime: Duration { pictures.isEmpty || shortfall != nil ? .seconds(600) : Self.longestLifetime }
    static let longestLifetime = Duration.seconds(24 * 3600)

    /// How long it is kept after the source's answer, to be shown, marked as stale, while the source is away.
    static let staleLifetime = Duration.seconds(7 * 24 * 3600)

    /// Whether it may be used as if the source had answered it now.
    var isFresh: Bool { age < lifetime }

    /// Whether it may take the place of an answer while the source is away.
    var isUsefulWhenStale: Bool { !pictures.isEmpty && age < Self.staleLifetime }

    /// The time since the source answered; never negative.
    var age: Duration { max(.zero, Duration(from: answered)) }
}

extension PoolListing {
    /// A listing that was answered just now.
    ///
    /// - Throws: `SourceError.badAnswer` if all that the source has for the tag is described in a way that cannot be used:
    ///   its API has changed, and the tag has pictures all the same.
    init(_ answer: SourceListing) throws(SourceError) {
        let (rejected, all) = (answer.rejected.count, answer.rejected.count + answer.pictures.count)
        if rejected > 0, answer.pictures.isEmpty {
            throw .badAnswer(
                detail: "The picture source's answer could not be read: none of its \(all) pictures can be used. "
                    + answer.rejected[0].detail)
        }
        // What cannot be read in most cases is no property of single pictures.
        let unreadable =
            2 * rejected > all ? "\(rejected) of \(all) pictures in the answer could not be read." : nil
        self.init(answered: Date(), pictures: answer.pictures, shortfall: answer.shortfall ?? unreadable)
    }
}

/// In the shared cache the addresses of a picture's copies are kept as what they share with its own address and what
/// differs (front coding): Pixabay's are long, and alike but for the last few letters.
extension PoolListing: Codable {
    private enum CodingKeys: CodingKey {
        case answered, pictures, copies, shortfall
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        answered = try container.decode(Date.self, forKey: .answered)
        shortfall = try container.decodeIfPresent(String.self, forKey: .shortfall)
        let pictures = try container.decode([Picture].self, forKey: .pictures)
        let copies = try container.decode([[FrontCodedString]].self, forKey: .copies)
        self.pictures = zip(pictures, copies).compactMap { picture, copies in
            let urls = copies.compactMap { $0.string(after: picture.url) }
            return urls.count == copies.count ? picture.withModelURLs(urls) : nil
        }
        guard self.pictures.count == pictures.count, copies.count == pictures.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .copies, in: container, debugDescription: "they do not fit the pictures")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(answered, forKey: .answered)
        try container.encodeIfPresent(shortfall, forKey: .shortfall)
        try container.encode(pictures.map { $0.withModelURLs([]) }, forKey: .pictures)
        try container.encode(
            pictures.map { picture in picture.modelURLs.map { FrontCodedString($0, after: picture.url) } },
            forKey: .copies)
    }
}

/// A string as the number of characters (Unicode scalars) that it begins with in common with another, and the rest.
private struct FrontCodedString: Codable {
    private let shared: Int
    private let rest: String

    init(_ string: String, after other: String) {
        shared = zip(string.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
        rest = String(string.unicodeScalars.dropFirst(shared))
    }

    /// The string that was coded, given the other one; nil if the other one is too short to be it.
    func string(after other: String) -> String? {
        guard (0...other.unicodeScalars.count).contains(shared) else { return nil }
        return String(other.unicodeScalars.prefix(shared)) + rest
    }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        shared = try container.decode(Int.self)
        rest = try container.decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(shared)
        try container.encode(rest)
    }
}

extension Picture {
    fileprivate func withModelURLs(_ urls: [String]) -> Picture {
        Picture(
            id: id, url: url, modelURLs: urls, pageURL: pageURL, credit: credit, alt: alt, width: width,
            height: height)
    }
}

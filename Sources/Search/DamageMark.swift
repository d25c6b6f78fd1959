import Foundation

/// A note that a picture's bytes cannot be decoded.
///
/// The mark holds for these bytes, by their length and checksum; other bytes of the same picture are tried. A host or a
/// proxy may send a picture broken for a while, so the first detection is valid for 10 minutes, a repeated one for 24
/// hours.
struct DamageMark: Sendable, Equatable, Codable {
    /// Validity of a first and of a repeated detection.
    static let (firstPause, lifetime) = (Duration.seconds(600), Duration.seconds(24 * 3600))
    /// Clocks of machines that share a cache differ a little.
    private static let clockDifference = Duration.seconds(60)
    private static let longestDetail = 200
    /// Bytes of a mark's JSON, with a detail all of escapes.
    private static let longestPayload = 4096

    /// What is wrong with them.
    let detail: String
    /// Whether the picture is too large; nil in marks of older versions.
    private let isTooLarge: Bool?
    private let length: Int
    private let checksum: UInt64
    private let sightings: Int
    private let seen: Date

    /// - Parameters:
    ///   - failure: one of which `PictureFailure.isOfBytes` is true.
    ///   - earlier: the mark that the picture had.
    init(_ bytes: [UInt8], _ failure: PictureFailure, earlier: DamageMark?, at now: Date = Date()) {
        isTooLarge = failure.reason == .tooLarge ? true : nil
        detail = String(failure.detail.prefix(Self.longestDetail))
        length = bytes.count
        checksum = CacheFrame.checksum(bytes[...])
        guard let earlier, earlier.length == length, earlier.checksum == checksum else {
            (sightings, seen) = (1, now)
            return
        }
        // A broken host sends the same bytes twice within a moment.
        let isLater = Duration(from: earlier.seen, to: now) >= Self.firstPause
        sightings = isLater ? 2 : earlier.sightings
        seen = isLater ? now : earlier.seen
    }

    /// Why the picture is left out.
    var failure: PictureFailure { PictureFailure(isTooLarge == true ? .tooLarge : .damaged, detail: detail) }

    /// Whether the same bytes were seen at least twice, ten minutes apart or more.
    var isConfirmed: Bool { sightings >= 2 }

    /// How long the picture must not be tried again; nil if it may be.
    func remaining(at now: Date = Date()) -> Duration? {
        let age = Duration(from: seen, to: now)
        let validity = isConfirmed ? Self.lifetime : Self.firstPause
        guard age >= .zero - Self.clockDifference, age < validity else { return nil }
        return validity - age
    }

    /// The mark as a value of the shared cache.
    ///
    /// Embeddings are stored under the same keys and have an even number of bytes; a mark has an odd one.
    var payload: [UInt8]? {
        guard let json = try? JSONEncoder().encode(self) else { return nil }
        return Array(json) + (json.count.isMultiple(of: 2) ? [UInt8(ascii: " ")] : [])
    }

    /// Reads what `payload` wrote; nil if the value is something else, or a mark with impossible numbers.
    init?(payload: [UInt8], at now: Date = Date()) {
        guard !payload.count.isMultiple(of: 2), payload.count <= Self.longestPayload,
            let mark = try? JSONDecoder().decode(DamageMark.self, from: Data(payload))
        else { return nil }
        // A repeated detection within the first pause stores the mark again, with its first date.
        let longestAge = Self.lifetime + Self.firstPause + Self.clockDifference
        let age = Duration(from: mark.seen, to: now)
        guard (.zero - longestAge...longestAge).contains(age), (1...2).contains(mark.sightings), mark.length >= 0 else {
            return nil
        }
        self = mark
    }
}

extension DamageMark {
    /// Whether bytes are a whole JPEG file: from the start-of-image to an end-of-image marker (ITU T.81, B.1.1.3).
    ///
    /// HTTP shows that all bytes arrived, not that the host had all of them.
    static func isWholeJPEG(_ bytes: [UInt8]) -> Bool {
        // Some programs pad their files.
        guard bytes.starts(with: [0xFF, 0xD8, 0xFF]), let last = bytes.lastIndex(where: { $0 != 0 }) else {
            return false
        }
        return last >= 4 && bytes[last] == 0xD9 && bytes[last - 1] == 0xFF
    }
}

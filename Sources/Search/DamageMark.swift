import Foundation

/// What is known of bytes that no decoder takes.
///
/// The mark is about these bytes, by their length and checksum: when the host gives other bytes, they are tried. A host or
/// a proxy can also give the same picture broken for a while, so a first sight counts for minutes only; the same bytes
/// seen again later are a fact.
struct DamageMark: Sendable, Equatable, Codable {
    /// How long bytes that were seen once are not asked for again, and bytes that were seen again.
    static let (firstPause, lifetime) = (Duration.seconds(600), Duration.seconds(24 * 3600))

    private let length: Int
    private let checksum: UInt64
    private let sightings: Int
    private let seen: Date

    /// - Parameter earlier: the mark that the picture had.
    init(_ bytes: [UInt8], earlier: DamageMark?, at now: Date = Date()) {
        length = bytes.count
        checksum = CacheFrame.checksum(bytes[...])
        let isSame = earlier?.length == length && earlier?.checksum == checksum
        sightings = (isSame ? earlier?.sightings ?? 0 : 0) + 1
        seen = now
    }

    /// Whether the same bytes were seen at least twice, some minutes apart.
    var isConfirmed: Bool { sightings >= 2 }

    /// Whether the picture is not to be asked for again yet.
    func stands(at now: Date = Date()) -> Bool {
        let age = Duration.seconds(now.timeIntervalSince(seen))
        return (.zero..<(isConfirmed ? Self.lifetime : Self.firstPause)).contains(age)
    }

    /// The mark as a value of the shared cache.
    ///
    /// Embeddings are stored under the same keys and have an even number of bytes; a mark has an odd one.
    var payload: [UInt8]? {
        guard let json = try? JSONEncoder().encode(self) else { return nil }
        return Array(json) + (json.count.isMultiple(of: 2) ? [UInt8(ascii: " ")] : [])
    }

    /// Reads what `payload` wrote; nil if the value is no mark.
    init?(payload: [UInt8]) {
        guard !payload.count.isMultiple(of: 2),
            let mark = try? JSONDecoder().decode(DamageMark.self, from: Data(payload))
        else { return nil }
        self = mark
    }
}

extension DamageMark {
    /// Whether bytes are a whole JPEG file: from the start-of-image to an end-of-image marker (ITU T.81, B.1.1.3).
    ///
    /// HTTP proves that all bytes arrived, not that the host had all of them.
    static func isWholeJPEG(_ bytes: [UInt8]) -> Bool {
        // Some programs pad their files.
        guard bytes.starts(with: [0xFF, 0xD8, 0xFF]), let last = bytes.lastIndex(where: { $0 != 0 }) else {
            return false
        }
        return last >= 4 && bytes[last] == 0xD9 && bytes[last - 1] == 0xFF
    }
}

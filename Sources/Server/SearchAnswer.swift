public import Formats
public import Search

/// A search's result as the contract's JSON.
public struct SearchAnswer {
    private let result: SearchResult
    private let origin: String

    /// The usual size of what each answer has of its own.
    private static let ownSize = 384

    /// - Parameter origin: this server's scheme and host, put before addresses that are a path on it.
    public init(_ result: SearchResult, origin: String = "") { (self.result, self.origin) = (result, origin) }

    public var json: JSON { .object(ranking + own) }

    /// The JSON's text.
    var bytes: [UInt8] {
        let start = start
        var bytes: [UInt8] = []
        bytes.reserveCapacity(start.count + Self.ownSize)
        bytes += start
        let brace = bytes.count
        JSON.object(own).append(to: &bytes)
        bytes[brace] = UInt8(ascii: ",")
        return bytes
    }

    /// The text's beginning, which follows from the ranking: kept for the next equal search, or kept by an earlier one.
    private var start: [UInt8] {
        if let kept = result.place?.bytes { return kept }
        var bytes = JSON.object(ranking).bytes
        bytes.removeLast()
        result.place?.keep(bytes)
        return bytes
    }

    /// What depends on the ranking alone.
    private var ranking: [(String, JSON)] {
        let scores = result.pictures.map { JSON.rounded(Double($0.score), decimals: 3) }
        return [
            ("top_urls", .array(result.pictures.map { absolute($0.picture.url) })),
            ("top_scores", .array(scores)),
            ("results", .array(zip(result.pictures, scores).map(picture))),
            ("tag", .string(result.query.tag)),
            ("query", .string(result.query.text)),
            ("match", .optional(result.match?.rawValue)), ("offset", .integer(result.query.offset)),
        ]
    }

    /// What each answer has of its own.
    private var own: [(String, JSON)] {
        var members: [(String, JSON)] = [
            ("pool", pool),
            ("timing_ms", .object(timings.map { ($0.name, .milliseconds($0.time)) })),
        ]
        if let cosine = result.nearbyCosine { members.append(("nearby", .rounded(Double(cosine), decimals: 3))) }
        return members
    }

    private func picture(_ ranked: RankedPicture, score: JSON) -> JSON {
        let picture = ranked.picture
        let credit: JSON? = picture.credit.map {
            ["name": .string($0.name), "url": $0.url.map(absolute) ?? nil]
        }
        let color = ranked.color.map { "#" + [$0.red, $0.green, $0.blue].hexadecimal }
        return [
            "id": .string(picture.id), "url": absolute(picture.url),
            "large_url": picture.largeURL.map(absolute) ?? nil, "score": score,
            "probability": .rounded(Double(ranked.probability), decimals: 4),
            "match": .optional(ranked.match?.rawValue),
            "page_url": picture.pageURL.map(absolute) ?? nil, "credit": credit ?? nil, "alt": .string(picture.alt),
            "width": .integer(picture.width), "height": .integer(picture.height), "color": .optional(color),
        ]
    }

    private var pool: JSON {
        let pool = result.pool
        let members: [(String, JSON)] = [
            ("source", .string(pool.source)), ("size", .integer(pool.pictures.count)),
            ("ranked", .integer(pool.rows.count)), ("skipped", .integer(pool.skipped)),
            ("cached", .bool(result.origin != .source)), ("age_s", .integer(pool.age)),
            ("complete", .bool(pool.isComplete)), ("stale", .bool(pool.isStale)),
        ]
        return .object(members + (pool.shortfall.map { [("shortfall", .string($0))] } ?? []))
    }

    private func absolute(_ url: String) -> JSON { .string(url.hasPrefix("/") ? origin + url : url) }

    /// The times for a browser's developer tools (W3C Server Timing).
    var serverTiming: String {
        timings.map { "\($0.name);dur=\(JSON.milliseconds($0.time).text)" }.joined(separator: ", ")
    }

    private var timings: [(name: String, time: Duration)] {
        let timing = result.timing
        return [("pool", timing.pool), ("encode", timing.encode), ("rank", timing.rank), ("total", timing.total)]
    }
}

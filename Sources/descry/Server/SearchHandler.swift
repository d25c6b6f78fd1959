import FastCGI
import Foundation
import Search
import Threads

/// `/search`: parameters in, the contract's JSON out.
struct SearchHandler: Sendable {
    let service: SearchService
    let deadline: Duration
    /// Brings the answers forward when the process has to end.
    let drain: DeadlineLimit
    let logsQueries: Bool
    private let shares = RecentShares()

    init(service: SearchService, deadline: Duration, drain: DeadlineLimit, logsQueries: Bool) {
        self.service = service
        self.deadline = deadline
        self.drain = drain
        self.logsQueries = logsQueries
    }

    private static let parameters = ["t", "s_query", "k"]

    func respond(to context: Router.RequestContext) throws(Problem) -> Response {
        let query = try query(of: context)
        let result: SearchResult
        do {
            result = try service.search(
                query, for: Self.caller(of: context.request), deadline: due(context), waits: context.request.turn)
        } catch {
            throw problem(error)
        }
        note(result, in: context.log)
        var response = Response(json: Self.json(of: result, origin: Self.origin(of: context.request)))
        response.headers.add("Server-Timing", Self.serverTiming(result.timing))
        let pool = result.pool
        if !pool.isComplete {
            // nginx must not keep what will be better in a moment.
            response.headers.add("X-Accel-Expires", "0")
        }
        return response
    }

    /// What the request asks for; notes it in the log as far as it may be.
    ///
    /// - Throws: also the problem of a request that has waited for a worker for too long.
    func query(of context: Router.RequestContext) throws(Problem) -> SearchQuery {
        // Who asks for less than others is answered all the same.
        let hasMost = shares.count(Self.caller(of: context.request).client)
        if context.request.isOverdue, hasMost { throw Problem(SearchError.overloaded) }
        let query: SearchQuery
        do {
            query = try self.query(from: QueryString(context.request.query))
        } catch {
            throw Problem(error)
        }
        // Swift seeds its hashes anew at each start, so this tells equal keywords apart and nothing more.
        context.log.note("tag_hash", String(UInt(bitPattern: query.tag.hashValue), radix: 16))
        if logsQueries {
            context.log.note("tag", query.tag)
            context.log.note("query", query.text)
        }
        return query
    }

    /// When the answer is due: from the arrival on, since who waited for a worker has waited already.
    func due(_ context: Router.RequestContext) -> Deadline {
        Deadline(at: context.request.arrival + deadline, limit: drain)
    }

    /// A failed search as its client gets it: where the process ends early, that is the reason, and not the source.
    func problem(_ error: SearchError) -> Problem {
        drain.instant != nil && error == .source(.timedOut) ? Problem(.encoder(.stopped)) : Problem(error)
    }

    /// Who asks, by the address that nginx saw, and how long the sentence may wait.
    static func caller(of request: Request) -> Caller {
        Caller(
            client: ClientName.of(address: request["REMOTE_ADDR"] ?? ""),
            maximumWait: Prefer.wait(in: request["HTTP_PREFER"] ?? ""))
    }

    private func query(from parameters: QueryString) throws(QueryError) -> SearchQuery {
        try parameters.check(known: Self.parameters)
        let count: Int
        switch try parameters.value("k") {
        case nil: count = 10
        case let text?:
            let digits = text.trimmingCharacters(in: .whitespaces)
            guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
                throw QueryError(
                    parameter: "k", detail: "k must be a whole number from 1 to \(SearchQuery.maximumCount)")
            }
            count = number
        }
        let tagIsOptional = service.tagIsOptional
        return try SearchQuery(
            tag: tagIsOptional ? parameters.value("t") ?? "" : parameters.required("t"),
            text: parameters.required("s_query"), count: count, tagIsOptional: tagIsOptional)
    }

    /// Scheme and host as the client knows them; pictures that this server has itself are under it.
    static func origin(of request: Request) -> String {
        let allowed = { (byte: UInt8) in isASCIILetterOrDigit(byte) || ".-:[]_".utf8.contains(byte) }
        guard let host = request["HTTP_HOST"], !host.isEmpty, host.utf8.allSatisfy(allowed) else { return "" }
        return "\(request["REQUEST_SCHEME"] == "http" ? "http" : "https")://\(host)"
    }

    /// The contract's answer.
    ///
    /// - Parameter origin: put before addresses that are a path from this server's root.
    static func json(of result: SearchResult, origin: String) -> JSON {
        func absolute(_ url: String) -> JSON { .string(url.hasPrefix("/") ? origin + url : url) }
        let scores = result.pictures.map { JSON.rounded(Double($0.score), decimals: 3) }
        let pool = result.pool
        var members: [(String, JSON)] = [
            ("top_urls", .array(result.pictures.map { absolute($0.picture.url) })),
            ("top_scores", .array(scores)),
            (
                "results",
                .array(
                    zip(result.pictures, scores).map { ranked, score in
                        let picture = ranked.picture
                        return .object([
                            ("id", .string(picture.id)), ("url", absolute(picture.url)), ("score", score),
                            ("probability", .rounded(Double(ranked.probability), decimals: 4)),
                            ("page_url", picture.pageURL.map(absolute) ?? .null),
                            (
                                "credit",
                                picture.credit.map {
                                    .object([("name", .string($0.name)), ("url", $0.url.map(absolute) ?? .null)])
                                } ?? .null
                            ),
                            ("alt", .string(picture.alt)),
                            ("width", .integer(picture.width)), ("height", .integer(picture.height)),
                        ])
                    })
            ),
            ("tag", .string(result.query.tag)),
            ("query", .string(result.query.text)),
            (
                "pool",
                .object(
                    [
                        ("source", .string(pool.source)), ("size", .integer(pool.pictures.count)),
                        ("ranked", .integer(pool.rows.count)), ("skipped", .integer(pool.skipped)),
                        ("cached", .bool(result.origin != .source)), ("age_s", .integer(pool.age)),
                        ("complete", .bool(pool.isComplete)), ("stale", .bool(pool.isStale)),
                    ] + (pool.shortfall.map { [("shortfall", .string($0))] } ?? []))
            ),
            (
                "timing_ms",
                .object([
                    ("pool", .milliseconds(result.timing.pool)), ("encode", .milliseconds(result.timing.encode)),
                    ("rank", .milliseconds(result.timing.rank)), ("total", .milliseconds(result.timing.total)),
                ])
            ),
        ]
        if let cosine = result.nearbyCosine { members.append(("nearby", .rounded(Double(cosine), decimals: 3))) }
        return .object(members)
    }

    /// The same figures for browsers' developer tools (W3C Server Timing).
    private static func serverTiming(_ timing: SearchResult.Timing) -> String {
        [("pool", timing.pool), ("encode", timing.encode), ("rank", timing.rank), ("total", timing.total)]
            .map { "\($0.0);dur=\(JSON.milliseconds($0.1).text)" }
            .joined(separator: ", ")
    }

    func note(_ result: SearchResult, in log: RequestLog) {
        log.note(pool: result.origin)
        log.note("pool_size", result.pool.pictures.count)
        log.note("ranked", result.pool.rows.count)
        log.note("skipped", result.pool.skipped)
        if result.pool.isStale { log.note("stale", "true") }
        if let shortfall = result.pool.shortfall { log.note("shortfall", shortfall) }
        log.note("encoded_pictures", result.encodedPictures)
        log.note("pool_ms", result.timing.pool)
        log.note("encode_ms", result.timing.encode)
        log.note("rank_ms", result.timing.rank)
    }
}

public import FastCGI
import Foundation
public import Search
public import Threads

/// `/search`: parameters in, the contract's JSON out.
public struct SearchHandler: Sendable {
    let service: SearchService
    let deadline: Duration
    /// Makes answers due earlier when the process has to end.
    let drain: DeadlineLimit
    let logsQueries: Bool
    private let shares = RecentShares()

    public init(service: SearchService, deadline: Duration, drain: DeadlineLimit, logsQueries: Bool) {
        (self.service, self.deadline, self.drain, self.logsQueries) = (service, deadline, drain, logsQueries)
    }

    public func respond(to context: Router.RequestContext) throws(Problem) -> Response {
        let request = try request(of: context)
        let result: SearchResult
        do {
            result = try service.search(
                request.query, for: request.caller, deadline: due(context), waits: context.request.turn,
                keptAs: request.origin)
        } catch {
            throw problem(error)
        }
        note(result, in: context.log)
        let answer = SearchAnswer(result, origin: request.origin)
        var response = Response(status: 200, headers: ["Content-Type": "application/json"], body: answer.bytes)
        response.headers.add("Server-Timing", answer.serverTiming)
        // nginx must not keep an answer that will soon be more complete.
        if !result.pool.isComplete { response.headers.add("X-Accel-Expires", "0") }
        return response
    }

    /// Reads the request, and adds to its line of the log what may be logged of it.
    ///
    /// - Throws: also a problem for a request that has waited too long for a worker.
    func request(of context: Router.RequestContext) throws(Problem) -> SearchRequest {
        // Clients with few searches are answered even under overload.
        let hasMost = shares.count(SearchRequest.caller(of: context.request).client)
        if context.request.isOverdue, hasMost { throw Problem(SearchError.overloaded) }
        let request = try SearchRequest(context.request, tagIsOptional: service.tagIsOptional)
        // Swift seeds its hashes at each start: this shows which lines have the same tag, and not the tag.
        context.log.note("tag_hash", String(UInt(bitPattern: request.query.tag.hashValue), radix: 16))
        if logsQueries {
            context.log.note("tag", request.query.tag)
            context.log.note("query", request.query.text)
        }
        return request
    }

    /// When the answer is due, counted from the request's arrival.
    func due(_ context: Router.RequestContext) -> Deadline {
        Deadline(at: context.request.arrival + deadline, limit: drain)
    }

    /// A failed search as a problem; while the process drains, a source that is too slow is not the reason.
    func problem(_ error: SearchError) -> Problem {
        drain.instant != nil && error == .source(.timedOut) ? Problem(.encoder(.stopped)) : Problem(error)
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

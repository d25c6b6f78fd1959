public import FastCGI
import Formats
public import Search

/// `/search/stream`: the same search as server-sent events (WHATWG HTML, section 9.2).
///
/// While the pool is loading, `progress` events hold the answer so far, in `/search`'s form; `result` holds the final
/// one and ends the stream, as `problem` does. A problem before the first event is an ordinary error answer.
public struct SearchStreamHandler: Sendable {
    let search: SearchHandler
    /// A client that reads nothing occupies a worker until its time is over, so streams get only some of them.
    let places: WaitingPlaces

    /// Bytes that are written at a time.
    private static let pieceSize = 16_384

    public init(search: SearchHandler, places: WaitingPlaces) { (self.search, self.places) = (search, places) }

    public func respond(to context: Router.RequestContext, _ writer: inout ResponseWriter) throws {
        let request = try search.request(of: context)
        let client = request.caller.client
        guard places.take(for: client) else { throw Problem(SearchError.overloaded) }
        defer { places.leave(client) }
        let json = { (result: SearchResult) in SearchAnswer(result, origin: request.origin).json }
        var failure: FastCGIError?
        do throws(SearchError) {
            let result = try search.service.search(
                request.query, for: request.caller, deadline: search.due(context), waits: context.request.turn
            ) { progress in
                guard let partial = progress.result() else { return true }
                do throws(FastCGIError) {
                    try Self.send("progress", json(partial), context, &writer)
                } catch {
                    failure = error
                }
                return failure == nil
            }
            search.note(result, in: context.log)
            try? Self.send("result", json(result), context, &writer)
        } catch {
            if let failure { throw failure }
            guard writer.hasBegun else { throw search.problem(error) }
            try Self.send("problem", search.problem(error).json, context, &writer)
        }
    }

    private static func send(
        _ event: String, _ data: JSON, _ context: Router.RequestContext, _ writer: inout ResponseWriter
    ) throws(FastCGIError) {
        if !writer.hasBegun {
            try writer.begin(
                status: 200,
                headers: [
                    "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
                    "X-Request-Id": context.id,
                ])
        }
        // JSON text has no line breaks, so it is one line of data.
        try writer.write(Array("event: \(event)\ndata: ".utf8))
        try data.forEachPiece(of: pieceSize) { (piece: [UInt8]) throws(FastCGIError) in try writer.write(piece) }
        try writer.write(Array("\n\n".utf8))
        try writer.flush()
    }
}

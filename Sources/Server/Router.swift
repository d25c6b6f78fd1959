public import FastCGI
import Formats
import Search
import Tracing

/// Calls the handler of each request's path.
public struct Router: Sendable {
    public typealias Handler = @Sendable (RequestContext) throws(Problem) -> Response
    /// What a path does that answers in pieces.
    public typealias StreamHandler = @Sendable (RequestContext, inout ResponseWriter) throws -> Void

    /// A request with its id and its line of the log.
    public struct RequestContext {
        let request: Request
        /// The id in `X-Request-Id`: nginx's, or our own.
        let id: String
        let log: RequestLog
        let start = ContinuousClock.now
    }

    private let routes: [String: Handler]
    private let streams: [String: StreamHandler]
    private let metrics: RequestMetrics
    private let log: RequestLog.Writer

    /// - Parameter log: called with the line of each request.
    public init(
        _ routes: [String: Handler], streams: [String: StreamHandler] = [:], metrics: RequestMetrics,
        log: @escaping RequestLog.Writer = { _, _ in }
    ) {
        (self.routes, self.streams, self.metrics, self.log) = (routes, streams, metrics, log)
    }

    /// Answers a request, in pieces if its path does so.
    public func serve(_ request: Request, _ writer: inout ResponseWriter) throws {
        guard let stream = streams[request.path] else { return try writer.send(respond(to: request)) }
        let context = Self.context(of: request)
        do {
            try Self.checkMethod(context)
            try stream(context, &writer)
            finish(context, status: 200)
        } catch let problem as Problem {
            context.log.note("detail", problem.logDetail ?? problem.detail)
            finish(context, status: problem.status)
            var response = Response(problem)
            response.headers.add("X-Request-Id", context.id)
            try writer.send(response)
        } catch {
            // nginx's status for a client that has disconnected.
            finish(context, status: 499)
            throw error
        }
    }

    /// The answer to a request; a problem becomes its JSON.
    public func respond(to request: Request) -> Response {
        let context = Self.context(of: request)
        var response: Response
        do {
            response = try Trace.span("answer") { () throws(Problem) in try route(context) }
        } catch {
            context.log.note("detail", error.logDetail ?? error.detail)
            response = Response(error)
        }
        response.headers.add("X-Request-Id", context.id)
        finish(context, status: response.status)
        return response
    }

    private static func context(of request: Request) -> RequestContext {
        if request["UNNAMED_PROXY"] == "1" { UnnamedProxy.warn() }
        let id = identifier(of: request)
        let log = RequestLog(id: id, method: request.method, path: request.path)
        if let trace = request["HTTP_TRACEPARENT"].flatMap(TraceContext.init) { log.note("trace_id", trace.traceID) }
        return RequestContext(request: request, id: id, log: log)
    }

    private func finish(_ context: RequestContext, status: Int) {
        let path = context.request.path
        let isKnown = routes[path] != nil || streams[path] != nil
        let duration = ContinuousClock.now - context.start
        metrics.answered(
            path: isKnown ? path : "other", status: status, pool: context.log.poolOrigin,
            in: .now - context.request.arrival)
        context.log.finish(status: status, duration: duration, log)
    }

    private func route(_ context: RequestContext) throws(Problem) -> Response {
        guard let handler = routes[context.request.path] else {
            throw Problem(status: 404, title: "Not found", detail: "there is nothing at \(context.request.path)")
        }
        try Self.checkMethod(context)
        return try handler(context)
    }

    private static func checkMethod(_ context: RequestContext) throws(Problem) {
        guard ["GET", "HEAD"].contains(context.request.method) else {
            throw Problem(
                status: 405, title: "Method not allowed", detail: "\(context.request.path) takes GET and HEAD",
                allow: "GET, HEAD")
        }
    }

    /// The id that nginx gave the request, if it is a valid one, else a random one.
    private static func identifier(of request: Request) -> String {
        let isIDCharacter = { (byte: UInt8) in isASCIILetterOrDigit(byte) || byte == UInt8(ascii: "-") }
        if let id = request["REQUEST_ID"], (1...64).contains(id.utf8.count), id.utf8.allSatisfy(isIDCharacter) {
            return id
        }
        return UInt128.random(in: 0...UInt128.max).hexadecimal
    }
}

extension Response {
    init(status: Int = 200, json: JSON, type: String = "application/json") {
        self.init(status: status, headers: ["Content-Type": type], body: json.bytes)
    }

    /// A problem as RFC 9457 wants it.
    init(_ problem: Problem) {
        self.init(status: problem.status, json: problem.json, type: "application/problem+json")
        headers.add("Cache-Control", "no-store")
        if let seconds = problem.retryAfter { headers.add("Retry-After", String(seconds)) }
        if let methods = problem.allow { headers.add("Allow", methods) }
    }
}

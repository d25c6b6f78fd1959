import FastCGI
import Search

/// Leads each request to the handler of its path.
struct Router: Sendable {
    /// What a path does.
    typealias Handler = @Sendable (RequestContext) throws(Problem) -> Response

    /// A request with what the log and the answer say of it.
    struct RequestContext {
        let request: Request
        /// The id in `X-Request-Id`: nginx's, or our own.
        let id: String
        let log: RequestLog
    }

    private let routes: [String: Handler]
    private let metrics: Metrics

    init(_ routes: [String: Handler], metrics: Metrics) {
        self.routes = routes
        self.metrics = metrics
    }

    /// The answer to a request; a problem becomes its JSON.
    func respond(to request: Request) -> Response {
        let start = ContinuousClock.now
        let id = Self.identifier(of: request)
        let log = RequestLog(id: id, method: request.method, path: request.path)
        var response: Response
        do {
            response = try route(RequestContext(request: request, id: id, log: log))
        } catch {
            log.note("detail", error.detail)
            response = Response(error)
        }
        response.headers.add("X-Request-Id", id)
        let duration = ContinuousClock.now - start
        let isKnown = routes[request.path] != nil
        metrics.answered(path: isKnown ? request.path : "other", status: response.status, in: duration)
        log.finish(status: response.status, duration: duration)
        return response
    }

    private func route(_ context: RequestContext) throws(Problem) -> Response {
        guard let handler = routes[context.request.path] else {
            throw Problem(status: 404, title: "Not found", detail: "there is nothing at \(context.request.path)")
        }
        guard ["GET", "HEAD"].contains(context.request.method) else {
            throw Problem(
                status: 405, title: "Method not allowed", detail: "\(context.request.path) takes GET and HEAD",
                allow: "GET, HEAD")
        }
        return try handler(context)
    }

    /// The id that nginx gave the request, if it looks like one; it goes into a header and the log.
    private static func identifier(of request: Request) -> String {
        let isIDCharacter = { (byte: UInt8) in isASCIILetterOrDigit(byte) || byte == UInt8(ascii: "-") }
        if let id = request["REQUEST_ID"], (1...64).contains(id.utf8.count), id.utf8.allSatisfy(isIDCharacter) {
            return id
        }
        let halves = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
        return [halves.0, halves.1].map { half in
            let hex = String(half, radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }.joined()
    }
}

/// Whether a byte is one of A-Z, a-z, 0-9.
func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

extension Response {
    /// An answer in JSON.
    init(status: Int = 200, json: JSON, type: String = "application/json") {
        self.init(status: status, headers: ["Content-Type": type], body: Array(json.text.utf8))
    }

    /// A problem as RFC 9457 wants it.
    init(_ problem: Problem) {
        self.init(status: problem.status, json: problem.json, type: "application/problem+json")
        headers.add("Cache-Control", "no-store")
        if let seconds = problem.retryAfter { headers.add("Retry-After", String(seconds)) }
        if let methods = problem.allow { headers.add("Allow", methods) }
    }
}

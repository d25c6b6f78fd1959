import struct HTTPTypes.HTTPField
import struct HTTPTypes.HTTPFields

/// One running request, which libcurl's callbacks fill.
final class Transfer {
    /// Takes a body piece by piece, so that it is not kept in memory.
    protocol Sink: AnyObject {
        /// Called before the first bytes of a body.
        func begin(status: Int, headers: HTTPFields) throws(HTTPError)
        func write(_ bytes: [UInt8]) throws(HTTPError)
    }

    /// The limit in bytes for all header lines: libcurl 7.88 limits only each single line.
    private static let headerLimit = 64 << 10

    let request: HTTPRequest
    let policy: AddressPolicy
    let location: Location
    /// The host of the first request, before redirects: the one that errors may name.
    let host: String
    let redirects: Int
    /// When the first request was made, before redirects.
    let start: ContinuousClock.Instant
    private let sink: (any Sink)?

    private(set) var status = 0
    private(set) var headers = HTTPFields()
    private(set) var body: [UInt8] = []
    /// Why a callback stopped the transfer, which libcurl does not know.
    private var failure: HTTPError?
    /// Whether an address was refused; the name may have others.
    private var hasRefusedAddress = false
    private var headerBytes = 0
    private var bodyBytes = 0

    /// - Throws: `HTTPError` if the request may not be made.
    init(_ request: HTTPRequest, policy: AddressPolicy, sink: (any Sink)?) throws(HTTPError) {
        guard let location = Location(request.url) else { throw HTTPError(host: "", reason: .invalidURL) }
        // Errors do not repeat a host that only a document named.
        self.host = policy.lists(location) ? location.host : ""
        if let objection = policy.objection(to: location) {
            throw HTTPError(host: host, reason: .forbidden(objection))
        }
        self.request = request
        self.policy = policy
        self.location = location
        self.redirects = 0
        start = .now
        self.sink = sink
    }

    private init(_ previous: Transfer, to location: Location) {
        var request = previous.request
        request.url = location.url
        if !location.hasSameOrigin(as: previous.location) {
            for name in [HTTPField.Name.authorization, .cookie] { request.headers[name] = nil }
        }
        self.request = request
        policy = previous.policy
        self.location = location
        host = previous.host
        redirects = previous.redirects + 1
        start = previous.start
        sink = previous.sink
    }

    func redirected(to url: String, maximum: Int) throws(HTTPError) -> Transfer {
        if redirects >= maximum { throw HTTPError(host: host, reason: .tooManyRedirects) }
        guard let location = Location(url), policy.objection(to: location) == nil else {
            throw HTTPError(host: host, reason: .redirectForbidden)
        }
        return Transfer(self, to: location)
    }

    /// Takes a line of the header; false stops the transfer.
    func receive(header line: String) -> Bool {
        headerBytes += line.utf8.count
        if headerBytes > Self.headerLimit {
            failure = HTTPError(host: host, reason: .malformed)
            return false
        }
        let line = line.trimmingSuffix { $0.isNewline || $0 == " " || $0 == "\t" }
        if line.hasPrefix("HTTP/") {
            // After a 1xx answer another header follows.
            headers = HTTPFields()
            let fields = line.split(separator: " ", maxSplits: 2)
            status = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
        } else if let colon = line.firstIndex(of: ":"), let name = HTTPField.Name(String(line[..<colon])) {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(HTTPField(name: name, value: String(value)))
        }
        return true
    }

    /// Takes a piece of the body; false stops the transfer.
    func receive(body piece: [UInt8]) -> Bool {
        do throws(HTTPError) {
            if bodyBytes == 0 { try begin() }
            bodyBytes += piece.count
            if bodyBytes > request.limit { throw HTTPError(host: host, reason: .tooLarge(limit: request.limit)) }
            if let sink, isSuccess {
                try sink.write(piece)
            } else {
                body += piece
            }
            return true
        } catch {
            failure = error
            return false
        }
    }

    func connects(to address: IPAddress?, port: Int) -> Bool {
        if let address, policy.permits(address, port: port, for: location) { return true }
        hasRefusedAddress = true
        return false
    }

    func finish() throws(HTTPError) -> HTTPResponse {
        if bodyBytes == 0 { try begin() }
        return HTTPResponse(status: status, headers: headers, body: body)
    }

    func error(for reason: HTTPError.Reason) -> HTTPError {
        if let failure { return failure }
        if case .unreachable = reason, hasRefusedAddress { return addressRefusal }
        return HTTPError(host: host, reason: reason)
    }

    private var isSuccess: Bool { (200..<300).contains(status) }

    private func begin() throws(HTTPError) {
        if isSuccess { try sink?.begin(status: status, headers: headers) }
    }

    private var addressRefusal: HTTPError {
        let reason: HTTPError.Reason =
            redirects > 0 ? .redirectForbidden : .forbidden("the name leads to an internal address")
        return HTTPError(host: host, reason: reason)
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, matches(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}

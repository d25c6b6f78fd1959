/// A request as the web server sent it.
public struct Request: Sendable {
    /// The parameters (CGI's variables: RFC 3875, section 4.1), as bytes, since a client may send any.
    public let parameters: [String: [UInt8]]
    public let body: [UInt8]
    /// When its connection was accepted; deadlines count from here, so that they include the time in the queue.
    public let arrival: ContinuousClock.Instant
    /// Whether it has waited for a worker for longer than the server's limits allow: better refused than answered late.
    public let isOverdue: Bool
    /// Its turn among the requests in work; nil for one that no server received.
    public let turn: WorkTurn?

    /// - Parameter turn: nil for a handler's tests.
    public init(
        parameters: [String: [UInt8]], body: [UInt8] = [], arrival: ContinuousClock.Instant = .now,
        isOverdue: Bool = false, turn: WorkTurn? = nil
    ) {
        (self.parameters, self.body, self.arrival) = (parameters, body, arrival)
        (self.isOverdue, self.turn) = (isOverdue, turn)
    }

    /// A parameter's value; bytes that are no UTF-8 are replaced by U+FFFD.
    public subscript(name: String) -> String? {
        parameters[name].map { String(decoding: $0, as: UTF8.self) }
    }

    public var method: String { self["REQUEST_METHOD"] ?? "" }

    /// The path, percent-decoded by the web server, without the query.
    public var path: String {
        let path = [self["SCRIPT_NAME"], self["DOCUMENT_URI"]].lazy.compactMap(\.self).first { !$0.isEmpty } ?? ""
        return String(path.prefix { $0 != "?" })
    }

    /// What follows the question mark, still percent-encoded.
    public var query: [UInt8] { parameters["QUERY_STRING"] ?? [] }
}

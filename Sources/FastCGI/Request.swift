/// A request as the web server handed it over.
public struct Request: Sendable {
    /// The parameters (CGI's variables: RFC 3875, section 4.1), as bytes, since a client may send any.
    public let parameters: [String: [UInt8]]
    /// The body, whole.
    public let body: [UInt8]
    /// When its connection was taken; a deadline counts from here, so that it includes the time spent waiting.
    public let arrival: ContinuousClock.Instant

    /// Whether it has waited for a worker for longer than the server's limits allow: better refused than answered late.
    public let isOverdue: Bool
    /// Its turn among the requests that are worked on; nil for one made by hand.
    public let turn: WorkTurn?

    /// A request made by hand, for a handler's tests.
    public init(parameters: [String: [UInt8]], body: [UInt8] = [], arrival: ContinuousClock.Instant = .now) {
        self.init(parameters: parameters, body: body, arrival: arrival, isOverdue: false, turn: nil)
    }

    init(
        parameters: [String: [UInt8]], body: [UInt8], arrival: ContinuousClock.Instant, isOverdue: Bool,
        turn: WorkTurn?
    ) {
        self.parameters = parameters
        self.body = body
        self.arrival = arrival
        self.isOverdue = isOverdue
        self.turn = turn
    }

    /// A parameter's value; bytes that are no UTF-8 are replaced by U+FFFD.
    public subscript(name: String) -> String? {
        parameters[name].map { String(decoding: $0, as: UTF8.self) }
    }

    /// The method, as in `GET`.
    public var method: String {
        self["REQUEST_METHOD"] ?? ""
    }

    /// The path, percent-decoded by the web server, without the query.
    public var path: String {
        let path = [self["SCRIPT_NAME"], self["DOCUMENT_URI"]].lazy.compactMap(\.self).first { !$0.isEmpty } ?? ""
        return String(path.prefix { $0 != "?" })
    }

    /// What follows the question mark, percent-encoded still.
    public var query: [UInt8] {
        parameters["QUERY_STRING"] ?? []
    }
}

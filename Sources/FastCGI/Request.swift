/// A request as the web server sent it.
public struct Request: Sendable {
    public let parameters: RequestParameters
    public let body: [UInt8]
    /// When its connection was accepted; deadlines count from here, so that they include the time in the queue.
    public let arrival: ContinuousClock.Instant
    /// Whether it has waited for a worker for longer than the server's limits allow: better refused than answered late.
    public let isOverdue: Bool
    /// Its turn among the requests in work; nil for one that no server received.
    public let turn: WorkTurn?
    public let method: String
    /// The path, percent-decoded by the web server, without the query.
    public let path: String

    /// - Parameter turn: nil for a handler's tests.
    public init(
        parameters: RequestParameters, body: [UInt8] = [], arrival: ContinuousClock.Instant = .now,
        isOverdue: Bool = false, turn: WorkTurn? = nil
    ) {
        (self.parameters, self.body, self.arrival) = (parameters, body, arrival)
        (self.isOverdue, self.turn) = (isOverdue, turn)
        method = Self.text(parameters["REQUEST_METHOD"] ?? [])
        let name = parameters["SCRIPT_NAME"].flatMap { $0.isEmpty ? nil : $0 } ?? parameters["DOCUMENT_URI"] ?? []
        path = Self.text(name.prefix { $0 != UInt8(ascii: "?") })
    }

    /// A parameter's value; bytes that are no UTF-8 are replaced by U+FFFD.
    public subscript(name: String) -> String? { parameters[name].map(Self.text) }

    /// What follows the question mark, still percent-encoded.
    public var query: [UInt8] { Array(parameters["QUERY_STRING"] ?? []) }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

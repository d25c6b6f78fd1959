/// A whole response.
public struct Response: Sendable, Equatable {
    public var status: Int
    /// The header; `Content-Length` is added where it is missing.
    public var headers: HeaderFields
    /// The body; not sent in answer to HEAD, though its length is.
    public var body: [UInt8]

    public init(status: Int, headers: HeaderFields = [:], body: [UInt8] = []) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// A response with text, whose `Content-Type` stands in `headers`.
    public init(status: Int, headers: HeaderFields = [:], body: String) {
        self.init(status: status, headers: headers, body: Array(body.utf8))
    }
}

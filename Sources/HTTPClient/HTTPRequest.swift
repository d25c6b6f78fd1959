public import struct HTTPTypes.HTTPFields

/// A GET request.
public struct HTTPRequest: Sendable {
    /// The whole address.
    public var url: String
    /// Further header fields; `Authorization` and `Cookie` are not sent to another host after a redirect.
    public var headers: HTTPFields
    /// The most bytes that the body may have, after decompression.
    public var limit: Int
    /// Whether the answer may be compressed, as is useful for text.
    public var acceptsCompression: Bool
    /// How long the request may take with its redirects, once it is sent; nil for no limit of its own.
    public var timeLimit: Duration?

    public init(
        _ url: String, headers: HTTPFields = [:], limit: Int, acceptsCompression: Bool = false,
        timeLimit: Duration? = nil
    ) {
        self.url = url
        self.headers = headers
        self.limit = limit
        self.acceptsCompression = acceptsCompression
        self.timeLimit = timeLimit
    }
}

/// A GET request.
public struct HTTPRequest: Sendable {
    /// The whole address.
    public var url: String
    /// Further header fields; `Authorization` and `Cookie` are not sent on to another host by a redirect.
    public var headers: [(name: String, value: String)]
    /// Bytes of body, after decompression, from which on the answer is given up.
    public var limit: Int
    /// Whether the answer may come compressed: worth it for text, not for pictures.
    public var acceptsCompression: Bool
    /// How long the request may take with all its redirects, from the moment on that it is sent; nil for no limit of
    /// its own.
    public var timeLimit: Duration?

    public init(
        _ url: String, headers: [(name: String, value: String)] = [], limit: Int, acceptsCompression: Bool = false,
        timeLimit: Duration? = nil
    ) {
        self.url = url
        self.headers = headers
        self.limit = limit
        self.acceptsCompression = acceptsCompression
        self.timeLimit = timeLimit
    }

    /// Whether a line break in a field would make two fields of it.
    var hasBrokenHeaders: Bool {
        headers.contains { field in
            field.name.isEmpty || (field.name + field.value).utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }
        }
    }
}

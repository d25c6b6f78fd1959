public import struct HTTPTypes.HTTPFields

/// An answer, with whatever status.
public struct HTTPResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields of the last answer, after redirects.
    public let headers: HTTPFields
    /// The body, decompressed.
    public let body: [UInt8]

    public init(status: Int, headers: HTTPFields, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

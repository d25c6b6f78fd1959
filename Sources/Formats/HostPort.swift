/// A host and a port, as in `127.0.0.1:9000`, `localhost:9000` or `[::1]:9000`.
public struct HostPort: Sendable, Hashable, CustomStringConvertible {
    /// The name or address, in lower case and without brackets.
    public let host: String
    /// The port.
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host.lowercased()
        self.port = port
    }

    /// Reads `host:port`; nil if it is not of that form.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port), let host = Self.unbracketed(text[..<colon]),
            !host.isEmpty, !host.contains(where: { $0.isWhitespace || "/@[]".contains($0) })
        else { return nil }
        self.init(host: host, port: port)
    }

    public var description: String { Self.text(host, port) }

    /// A host without the brackets that an IPv6 address has before a port; nil if it has colons and no brackets.
    public static func unbracketed(_ host: some StringProtocol) -> String? {
        if host.hasPrefix("["), host.hasSuffix("]") { return String(host.dropFirst().dropLast()) }
        return host.contains(":") ? nil : String(host)
    }

    /// A host and a port as one text, with brackets around an IPv6 address.
    public static func text(_ host: String, _ port: some BinaryInteger) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

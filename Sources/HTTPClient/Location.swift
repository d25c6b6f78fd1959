/// The parts of an address that decide where a request goes, as libcurl itself reads them.
///
/// A second parser that read an address differently from libcurl would check one host and connect to another.
struct Location: Sendable, Equatable {
    /// In lower case.
    let scheme: String
    /// In lower case, without the brackets of an IPv6 address.
    let host: String
    /// The scheme's own, where the address names none.
    let port: Int
    let hasUserInformation: Bool
    /// The address as libcurl writes it.
    let url: String

    /// Whether both name the same scheme, host and port (RFC 6454).
    func hasSameOrigin(as other: Location) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }
}

import Foundation

/// What tells clients apart for the encoder's queue.
enum ClientName {
    /// An IPv4 address, or the first half of an IPv6 address: a subscriber has all of the rest (RFC 6177).
    static func of(address: String) -> String {
        var parsed = in6_addr()
        guard !address.contains("."), inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        return withUnsafeBytes(of: parsed) { bytes in
            bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}

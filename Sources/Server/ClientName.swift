import Formats
import Foundation

/// The name by which the queues distinguish clients, as nginx does for its limits (`$descry_address` in maps.conf).
enum ClientName {
    /// An IPv4 address, also one in IPv6 (RFC 4291, section 2.5.5.2), or the first half of an IPv6 address: a
    /// subscriber has all of the rest (RFC 6177).
    static func of(address: String) -> String {
        var parsed = in6_addr()
        guard inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        return withUnsafeBytes(of: parsed) { bytes in
            if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
                return bytes.suffix(4).map(String.init).joined(separator: ".")
            }
            return bytes.prefix(8).hexadecimal
        }
    }
}

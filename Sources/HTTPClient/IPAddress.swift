import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Equatable {
    /// 4 or 16 bytes, in network order.
    let bytes: [UInt8]

    /// An address of 4 or 16 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads an address in its usual notation, as in `192.0.2.1` or `2001:db8::1`.
    public init?(_ text: String) {
        var buffer = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &buffer) == 1 {
            self.init(bytes: Array(buffer[..<4]))
        } else if unsafe inet_pton(AF_INET6, text, &buffer) == 1 {
            self.init(bytes: buffer)
        } else {
            return nil
        }
    }

    /// Whether the address belongs to the public internet.
    ///
    /// Follows IANA's special-purpose registries (RFC 6890): everything that is not globally reachable is not public,
    /// nor is multicast, nor IPv6 outside 2000::/3, nor an IPv4 address inside an IPv6 one, with one exception:
    /// NAT64 (64:ff9b::/96, RFC 6052), by which IPv6-only networks reach the IPv4 internet, is judged by what it holds.
    public var isPublic: Bool {
        if bytes.count == 4 {
            return !Self.specialIPv4.contains { has(prefix: $0.bytes, bits: $0.bits) }
        }
        if has(prefix: [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], bits: 96) {
            return IPAddress(bytes: Array(bytes[12...]))?.isPublic ?? false
        }
        return has(prefix: [0x20], bits: 3) && !Self.specialIPv6.contains { has(prefix: $0.bytes, bits: $0.bits) }
    }

    private func has(prefix: [UInt8], bits: Int) -> Bool {
        for (index, byte) in prefix.enumerated() {
            let relevant = min(8, max(0, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> relevant)
            if (bytes[index] ^ byte) & mask != 0 { return false }
        }
        return true
    }

    private static let specialIPv4: [(bytes: [UInt8], bits: Int)] = [
        ([0], 8),  // this network
        ([10], 8),  // private
        ([100, 64], 10),  // carriers' NAT
        ([127], 8),  // loopback
        ([169, 254], 16),  // link-local, where clouds keep their metadata
        ([172, 16], 12),  // private
        ([192, 0, 0], 24),  // protocol assignments
        ([192, 0, 2], 24),  // documentation
        ([192, 88, 99], 24),  // 6to4 relays
        ([192, 168], 16),  // private
        ([198, 18], 15),  // benchmarks
        ([198, 51, 100], 24),  // documentation
        ([203, 0, 113], 24),  // documentation
        ([224], 4),  // multicast
        ([240], 4),  // reserved, broadcast
    ]

    private static let specialIPv6: [(bytes: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0x00], 23),  // protocol assignments, Teredo among them
        ([0x20, 0x01, 0x0d, 0xb8], 32),  // documentation
        ([0x20, 0x02], 16),  // 6to4, which holds an IPv4 address
        ([0x3f, 0xff, 0x00], 20),  // documentation
    ]
}

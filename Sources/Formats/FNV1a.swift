/// The 64-bit FNV-1a hash of bytes that come in pieces (<http://www.isthe.com/chongo/tech/comp/fnv/>).
///
/// It detects accidents, such as a cut value or a flipped bit, and no forgeries.
public struct FNV1a: Sendable {
    /// The hash of the bytes so far.
    public var value: UInt64 = 0xCBF2_9CE4_8422_2325

    public init() {}

    // Inlined, since a call for each byte would take many times longer.
    @inlinable public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(UInt64(byte)) }
    }

    /// Adds a number; one above 255 separates pieces, since no byte has the same effect.
    @inlinable public mutating func add(_ number: UInt64) {
        value = (value ^ number) &* 0x0000_0100_0000_01B3
    }
}

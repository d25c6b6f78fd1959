/// The characters that represent the 256 bytes in byte-level vocabularies.
///
/// Printable bytes are represented by themselves and the rest by the characters from U+0100 on, as in GPT-2 (Radford et
/// al., 2019), so that a vocabulary contains neither spaces nor control characters.
enum ByteAlphabet {
    /// The character for each byte.
    static let characters: [Unicode.Scalar] = {
        var next: UInt32 = 0x100
        return (UInt8.min...UInt8.max).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF:
                return Unicode.Scalar(byte)
            default:
                defer { next += 1 }
                return Unicode.Scalar(next) ?? "?"
            }
        }
    }()
}

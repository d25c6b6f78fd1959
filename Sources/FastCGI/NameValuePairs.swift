/// The encoding of a request's parameters (FastCGI specification 1.0, section 3.4).
enum NameValuePairs {
    /// Pairs encoded, each name and value shorter than 128 bytes.
    static func encode(_ pairs: KeyValuePairs<String, String>) -> [UInt8] {
        pairs.flatMap { name, value in
            precondition(name.utf8.count < 0x80 && value.utf8.count < 0x80, "lengths of one byte")
            return [UInt8(name.utf8.count), UInt8(value.utf8.count)] + name.utf8 + value.utf8
        }
    }

    /// Reads a length: one byte up to 127, and four with the highest bit set beyond; nil if bytes are missing.
    static func takeLength(_ bytes: [UInt8], _ start: inout Int) -> Int? {
        guard start < bytes.count else { return nil }
        let first = bytes[start]
        start += 1
        if first < 0x80 { return Int(first) }
        guard bytes.count - start >= 3 else { return nil }
        defer { start += 3 }
        return bytes[start..<start + 3].reduce(Int(first & 0x7F)) { $0 << 8 | Int($1) }
    }
}

/// The encoding of a request's parameters (FastCGI specification 1.0, section 3.4).
enum NameValuePairs {
    /// The pairs by name, the last one where a name is repeated; nil if the encoding is invalid.
    ///
    /// They are CGI's variables (RFC 3875, section 4.1), so a name is not empty and holds no `=`, and neither a name
    /// nor a value holds a zero byte.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [String: [UInt8]]? {
        var pairs: [String: [UInt8]] = [:]
        var rest = bytes
        while !rest.isEmpty {
            guard let nameLength = takeLength(&rest), let valueLength = takeLength(&rest),
                nameLength + valueLength <= rest.count
            else { return nil }
            let name = rest.prefix(nameLength)
            let value = rest.dropFirst(nameLength).prefix(valueLength)
            if name.isEmpty || name.contains(UInt8(ascii: "=")) || name.contains(0) || value.contains(0) { return nil }
            pairs[String(decoding: name, as: UTF8.self)] = Array(value)
            rest = rest.dropFirst(nameLength + valueLength)
        }
        return pairs
    }

    /// The same pairs encoded, each name and value shorter than 128 bytes.
    static func encode(_ pairs: KeyValuePairs<String, String>) -> [UInt8] {
        pairs.flatMap { name, value in
            precondition(name.utf8.count < 0x80 && value.utf8.count < 0x80, "lengths of one byte")
            return [UInt8(name.utf8.count), UInt8(value.utf8.count)] + name.utf8 + value.utf8
        }
    }

    /// A length takes one byte up to 127, and four with the highest bit set beyond.
    private static func takeLength(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        if first < 0x80 { return Int(first) }
        guard bytes.count >= 3 else { return nil }
        let tail = bytes.prefix(3).reduce(0) { $0 << 8 | Int($1) }
        bytes = bytes.dropFirst(3)
        return Int(first & 0x7F) << 24 | tail
    }
}

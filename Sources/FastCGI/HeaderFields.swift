/// A response's header fields, in their order; a name may come several times.
public struct HeaderFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    /// The fields as they will be sent.
    public private(set) var fields: [Field] = []

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    public mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// The first value of a name, whatever its case.
    public subscript(name: String) -> String? {
        fields.first { Self.isEqual($0.name, name) }?.value
    }

    /// Adds the header's lines to other bytes, checked here: a line break in a value would begin a new field.
    ///
    /// - Throws: `FastCGIError.invalidResponse` for a name that is no token (RFC 9110, section 5.6.2), a value with
    ///   control characters (section 5.5), or a `Status`, which `ResponseWriter` writes.
    func appendLines(to bytes: inout [UInt8]) throws(FastCGIError) {
        for field in fields {
            guard Self.isToken(field.name), !Self.isEqual(field.name, "Status") else {
                throw .invalidResponse(detail: "a header can't be called \(field.name.debugDescription)")
            }
            guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .invalidResponse(detail: "the value of header \(field.name) holds control characters")
            }
            bytes += field.name.utf8
            bytes += ": ".utf8
            bytes += field.value.utf8
            bytes += "\r\n".utf8
        }
    }

    /// Whether two names are equal, whatever their case.
    private static func isEqual(_ name: String, _ other: String) -> Bool {
        name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { isASCIILetterOrDigit($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }
}

/// Whether a byte is one of A-Z, a-z, 0-9.
public func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

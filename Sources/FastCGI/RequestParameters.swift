/// A request's parameters (CGI's variables: RFC 3875, section 4.1), as bytes, since a client may send any.
///
/// They stay as they arrived (FastCGI specification 1.0, section 3.4): for some twenty of them a table costs more than
/// it saves.
public struct RequestParameters: Sendable {
    private let bytes: [UInt8]
    private var pairs: [(name: Range<Int>, value: Range<Int>)] = []

    /// Reads the encoding; nil if it is invalid.
    ///
    /// A name is not empty and holds no `=`, and neither a name nor a value holds a zero byte.
    init?(encoded bytes: [UInt8]) {
        self.bytes = bytes
        pairs.reserveCapacity(16)
        var start = 0
        while start < bytes.count {
            guard let nameLength = NameValuePairs.takeLength(bytes, &start),
                let valueLength = NameValuePairs.takeLength(bytes, &start),
                nameLength + valueLength <= bytes.count - start
            else { return nil }
            let name = start..<start + nameLength
            let value = name.upperBound..<name.upperBound + valueLength
            if name.isEmpty || bytes[name].contains(UInt8(ascii: "=")) { return nil }
            if bytes[name].contains(0) || bytes[value].contains(0) { return nil }
            pairs.append((name, value))
            start = value.upperBound
        }
    }

    /// A parameter's value; the last one if the name is repeated.
    public subscript(name: String) -> ArraySlice<UInt8>? {
        let length = name.utf8.count
        return pairs.last { $0.name.count == length && bytes[$0.name].elementsEqual(name.utf8) }.map { bytes[$0.value] }
    }
}

extension RequestParameters: Equatable, ExpressibleByDictionaryLiteral {
    public init(_ values: [String: [UInt8]]) {
        var bytes: [UInt8] = []
        for (name, value) in values {
            let start = bytes.count
            bytes += name.utf8
            bytes += value
            pairs.append((start..<start + name.utf8.count, start + name.utf8.count..<bytes.count))
        }
        self.bytes = bytes
    }

    public init(dictionaryLiteral elements: (String, [UInt8])...) {
        self.init(Dictionary(elements) { $1 })
    }

    private var dictionary: [ArraySlice<UInt8>: ArraySlice<UInt8>] {
        Dictionary(pairs.map { (bytes[$0.name], bytes[$0.value]) }) { $1 }
    }

    public static func == (lhs: RequestParameters, rhs: RequestParameters) -> Bool { lhs.dictionary == rhs.dictionary }
}

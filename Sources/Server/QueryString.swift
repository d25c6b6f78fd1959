/// The parameters of a URL's query, as browsers' forms write them
/// (WHATWG URL Standard, section 5, "application/x-www-form-urlencoded").
struct QueryString {
    private struct Parameter {
        let name: String
        let value: [UInt8]
        /// Whether two hexadecimal digits follow each %.
        let isWellFormed: Bool
    }

    private var parameters: [Parameter] = []

    private static let longestShownName = 40

    init(_ bytes: [UInt8]) {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let (name, _) = Self.decode(parts[0])
            let (value, isWellFormed) = parts.count > 1 ? Self.decode(parts[1]) : ([], true)
            parameters.append(
                Parameter(name: String(decoding: name, as: UTF8.self), value: value, isWellFormed: isWellFormed))
        }
    }

    /// Refuses unknown parameters, so that a typing mistake is noticed.
    ///
    /// - Throws: a ``ParameterError`` naming the first unknown one, and the known one with the most similar name.
    func check(known: [String]) throws(ParameterError) {
        guard let unknown = parameters.first(where: { !known.contains($0.name) })?.name else { return }
        // A name can be as long as an address, and hold anything.
        let shown = String(String.UnicodeScalarView(unknown.unicodeScalars.prefix(Self.longestShownName)))
        let name = shown == unknown ? unknown : "\(shown)…"
        let meant = Spelling.nearest(to: unknown, among: known).map { "; did you mean \($0)?" } ?? ""
        throw ParameterError(
            unknown: name,
            detail: name.isEmpty
                ? "a parameter without a name; the parameters are \(known.joined(separator: ", "))"
                : "there is no parameter \(name); the parameters are \(known.joined(separator: ", "))\(meant)")
    }

    /// The value of a parameter that may be left out.
    ///
    /// - Throws: a ``ParameterError`` naming it if it is given twice, or is not percent-encoded UTF-8.
    func value(_ name: String) throws(ParameterError) -> String? {
        let all = parameters.filter { $0.name == name }
        guard let first = all.first else { return nil }
        guard all.count == 1 else { throw ParameterError(name, "is given \(all.count) times") }
        guard first.isWellFormed else {
            throw ParameterError(name, "holds a % that two hexadecimal digits do not follow")
        }
        guard let text = String(validating: first.value, as: UTF8.self) else {
            throw ParameterError(name, "is not UTF-8")
        }
        return text
    }

    /// The value of a required parameter.
    func required(_ name: String) throws(ParameterError) -> String {
        guard let value = try value(name) else { throw ParameterError(name, "is missing") }
        return value
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], isWellFormed: Bool) {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var isWellFormed = true
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                guard digits.count == 2, let high = hexadecimal(digits.first), let low = hexadecimal(digits.last) else {
                    isWellFormed = false
                    continue
                }
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            default:
                decoded.append(byte)
            }
        }
        return (decoded, isWellFormed)
    }

    private static func hexadecimal(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case let digit? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit): digit - UInt8(ascii: "0")
        case let letter? where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(letter | 0x20):
            (letter | 0x20) - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

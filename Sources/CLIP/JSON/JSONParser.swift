/// Reads JSON (RFC 8259) as Python's `json` module does, which writes and reads a model's files: `NaN`, `Infinity` and
/// `-Infinity` are numbers, and of equal keys in an object the last one counts.
///
/// Foundation's decoder refuses those numbers, reports no line on Linux, and takes 0.6 s for CLIP's `tokenizer.json`.
struct JSONParser {
    /// What is wrong with a text, and in which line.
    struct Failure: Error {
        let line: Int
        let complaint: String
    }

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// Values nested deeper than this are refused, so that recursion cannot exhaust the stack.
    private static let depthLimit = 200

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Parses a whole text.
    static func value(of bytes: [UInt8]) throws(Failure) -> JSONValue {
        var parser = JSONParser(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw parser.failure("the file begins with a byte order mark; save it as UTF-8 without one")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw parser.failure("the file is in UTF-16; save it as UTF-8")
        }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.failure("text follows the end of the value") }
        return value
    }

    private func failure(_ complaint: String) -> Failure {
        Failure(line: 1 + bytes[..<min(position, bytes.count)].count { $0 == UInt8(ascii: "\n") }, complaint: complaint)
    }

    private var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Skips the character if it comes next, and returns whether it did.
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skip(word: StaticString) -> Bool {
        let word = Array("\(word)".utf8)
        guard bytes[position...].starts(with: word) else { return false }
        position += word.count
        return true
    }

    private mutating func value() throws(Failure) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try nested { parser throws(Failure) in try parser.object() })
        case UInt8(ascii: "["): return .array(try nested { parser throws(Failure) in try parser.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t") where skip(word: "true"): return .bool(true)
        case UInt8(ascii: "f") where skip(word: "false"): return .bool(false)
        case UInt8(ascii: "n") where skip(word: "null"): return .null
        case UInt8(ascii: "N") where skip(word: "NaN"): return .number(.nan)
        case UInt8(ascii: "I") where skip(word: "Infinity"): return .number(.infinity)
        case UInt8(ascii: "-") where skip(word: "-Infinity"): return .number(-.infinity)
        case nil: throw failure("the file ends where a value was expected")
        case let byte? where byte == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte:
            return try number()
        default: throw failure("a value was expected")
        }
    }

    private mutating func nested<Value>(
        _ body: (inout JSONParser) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        depth += 1
        guard depth <= Self.depthLimit else { throw failure("values are nested more than \(Self.depthLimit) deep") }
        defer { depth -= 1 }
        position += 1
        return try body(&self)
    }

    private mutating func object() throws(Failure) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if skip("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw failure("a key in quotation marks was expected") }
            let key = try string()
            guard skip(":") else { throw failure("a colon was expected after the key \"\(key)\"") }
            members[key] = try value()
        } while skip(",")
        guard skip("}") else { throw failure("a comma or } was expected after a member") }
        return members
    }

    private mutating func array() throws(Failure) -> [JSONValue] {
        var values: [JSONValue] = []
        if skip("]") { return values }
        repeat { values.append(try value()) } while skip(",")
        guard skip("]") else { throw failure("a comma or ] was expected after a value") }
        return values
    }

    private mutating func number() throws(Failure) -> JSONValue {
        let start = position
        func isPart(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        while let byte = next, isPart(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // A fast path for a vocabulary's many ids.
        if let integer = Int(text), String(integer) == text { return .integer(integer) }
        guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil, let number = Double(text)
        else { throw failure("\(text) is not a number") }
        return text == "-0" ? .integer(0) : .number(number)
    }

    private mutating func string() throws(Failure) -> String {
        position += 1
        var content: [UInt8] = []
        while true {
            guard let byte = next else { throw failure("a string has no end") }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: content, as: UTF8.self) else {
                    throw failure("a string is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): content.append(contentsOf: try escaped().utf8)
            case 0..<0x20:
                position -= 1
                throw failure("a string has a control character in it")
            default: content.append(byte)
            }
        }
    }

    private mutating func escaped() throws(Failure) -> Unicode.Scalar {
        guard let byte = next else { throw failure("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            guard 0xD800..<0xDC00 ~= unit, skip(word: "\\u") else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
            let second = try codeUnit()
            guard 0xDC00..<0xE000 ~= second else { return "\u{FFFD}" }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
        default: throw failure("a string has an escape in it that JSON does not have")
        }
    }

    /// The four hexadecimal digits of an escaped UTF-16 code unit.
    private mutating func codeUnit() throws(Failure) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits were expected after \\u") }
        position += 4
        return unit
    }
}

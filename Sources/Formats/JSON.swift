import Foundation
import Threads

/// A JSON value whose object members keep their order, as the contract's answers need it (`top_urls` first).
///
/// `JSONEncoder` orders members by name or not at all.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// The value as JSON text (RFC 8259), without white space.
    public var text: String {
        if case .number(let value) = self { Self.text(of: value) } else { String(decoding: bytes, as: UTF8.self) }
    }

    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// Adds the text to others.
    public func append(to bytes: inout [UInt8]) { write(to: &bytes) { _ in } }

    /// Calls `body` with pieces of the text of at least `size` bytes each, so that a long text is never whole in memory.
    public func forEachPiece<Failure>(
        of size: Int, _ body: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var piece: [UInt8] = []
        try write(to: &piece) { (piece: inout [UInt8]) throws(Failure) in
            guard piece.count >= size else { return }
            try body(piece)
            piece.removeAll(keepingCapacity: true)
        }
        try body(piece)
    }

    /// A number rounded to some decimals.
    public static func rounded(_ value: Double, decimals: Int) -> JSON {
        let factor = pow(10, Double(decimals))
        return .number((value * factor).rounded() / factor)
    }

    /// Milliseconds with one decimal.
    public static func milliseconds(_ duration: Duration) -> JSON { .number(duration.roundedMilliseconds) }

    public static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    // Bytes, since appending to a String takes many times as long as appending to an array.
    private func write<Failure>(
        to bytes: inout [UInt8], afterElement: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): bytes += Self.text(of: value).utf8
        case .string(let value): Self.write(value, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try value.write(to: &bytes, afterElement: afterElement)
                try afterElement(&bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.0, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                try member.1.write(to: &bytes, afterElement: afterElement)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func text(of value: Double) -> String {
        // JSON has no infinity and no not-a-number.
        guard value.isFinite else { return "null" }
        // Most often a time of 0.
        if value == 0, value.sign == .plus { return "0" }
        let description = value.description
        return description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }

    private static func write(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { utf8 in
            // Bytes between escapes are copied together.
            var start = 0
            for index in utf8.indices where needsEscape(utf8[index]) {
                bytes += UnsafeBufferPointer(rebasing: utf8[start..<index])
                bytes += escape(utf8[index])
                start = index + 1
            }
            bytes += UnsafeBufferPointer(rebasing: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        let escape =
            switch byte {
            case UInt8(ascii: "\n"): "\\n"
            case UInt8(ascii: "\r"): "\\r"
            case UInt8(ascii: "\t"): "\\t"
            case 0..<0x20, 0x7F: "\\u00" + byte.hexadecimal
            default: "\\" + String(Unicode.Scalar(byte))
            }
        return Array(escape.utf8)
    }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// The members keep their order.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}

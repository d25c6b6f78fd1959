import Foundation

/// A JSON value whose object members keep their order, as the contract's answers need it (`top_urls` first).
///
/// `JSONEncoder` orders members by name or not at all.
enum JSON {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// The value as JSON text (RFC 8259), UTF-8, without white space.
    var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// A number rounded to some decimals.
    static func rounded(_ value: Double, decimals: Int) -> JSON {
        let factor = pow(10, Double(decimals))
        return .number((value * factor).rounded() / factor)
    }

    /// Milliseconds with one decimal.
    static func milliseconds(_ duration: Duration) -> JSON {
        .number(duration.roundedMilliseconds)
    }

    static func optional(_ value: String?) -> JSON {
        value.map(JSON.string) ?? .null
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        // JSON has no word for infinity or not-a-number.
        case .number(let value): text += value.isFinite ? Self.shortest(value) : "null"
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.0, to: &text)
                text += ":"
                member.1.write(to: &text)
            }
            text += "}"
        }
    }

    private static func shortest(_ value: Double) -> String {
        let description = value.description
        return description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension Duration {
    /// The duration in milliseconds.
    var milliseconds: Double { self / .milliseconds(1) }
    /// The duration in milliseconds, with one decimal.
    var roundedMilliseconds: Double { (milliseconds * 10).rounded() / 10 }
    /// The duration in seconds.
    var seconds: Double { self / .seconds(1) }
}

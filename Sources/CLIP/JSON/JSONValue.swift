/// A value of a JSON text.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number with a fraction or an exponent, an integer beyond 64 bits, `NaN` or `Infinity`.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// A description for messages, with the value if that is short.
    var summary: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .number(let value): return value.isNaN ? "NaN" : value.isInfinite ? "Infinity" : "\(value)"
        case .string(let value): return value.count <= 60 ? "\"\(value)\"" : "a string of \(value.count) characters"
        case .array(let values):
            let list = "[\(values.map(\.summary).joined(separator: ", "))]"
            return list.count <= 60 ? list : "a list of \(values.count) values"
        case .object: return "an object"
        }
    }
}

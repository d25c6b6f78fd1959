/// The header fields of an answer, whose names know no upper and lower case (RFC 9110, section 5.1).
public struct HTTPHeaders: Sendable, Equatable {
    private var fields: [String: String] = [:]

    public init() {}

    /// The field's value; of several fields with one name, the values joined by commas (RFC 9110, section 5.3).
    public subscript(name: String) -> String? {
        fields[name.lowercased()]
    }

    /// Whether there is no field.
    public var isEmpty: Bool { fields.isEmpty }

    /// Adds a field, after those of the same name.
    public mutating func add(_ name: String, _ value: String) {
        let name = name.lowercased()
        fields[name] = fields[name].map { "\($0), \(value)" } ?? value
    }
}

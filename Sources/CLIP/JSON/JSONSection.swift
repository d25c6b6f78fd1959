internal import Foundation

/// An object of a JSON file, with its file and place for messages.
///
/// A member that is null counts as absent, unless the function that reads it says otherwise.
struct JSONSection: Sendable {
    /// The members by key.
    let members: [String: JSONValue]
    /// The file's name in messages.
    let path: String
    /// The object's place in the file, for example `text_config.`; empty for the whole file.
    let place: String

    init(members: [String: JSONValue], path: String, place: String = "") {
        self.members = members
        self.path = path
        self.place = place
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: `CLIPError` with a sentence that names the file and what is wrong with it.
    init(json: [UInt8], path: String) throws(CLIPError) {
        let value: JSONValue
        do {
            value = try JSONParser.value(of: json)
        } catch {
            throw CLIPError(.model, "\(path) is not valid JSON: line \(error.line): \(error.complaint).")
        }
        guard case .object(let members) = value else {
            throw CLIPError(.model, "\(path) has to hold a JSON object in braces, not \(value.summary).")
        }
        self.init(members: members, path: path)
    }

    /// An error that names a member: "config.json: text_config.hidden_size is 0; …".
    func error(_ key: String, _ complaint: String) -> CLIPError {
        CLIPError(.model, "\(path): \(place)\(key) \(complaint).")
    }

    /// An error for a member whose value has the wrong type.
    func mismatch(_ key: String, expected: String) -> CLIPError {
        error(key, "is \((members[key] ?? .null).summary); it has to be \(expected), or be left out")
    }

    /// The member, or nil if it is absent or null.
    subscript(key: String) -> JSONValue? {
        switch members[key] {
        case nil, .null: nil
        case let value: value
        }
    }

    /// The object under a key, or nil if it is absent or null.
    func section(_ key: String) throws(CLIPError) -> JSONSection? {
        switch self[key] {
        case nil: nil
        case .object(let members): JSONSection(members: members, path: path, place: "\(place)\(key).")
        default: throw mismatch(key, expected: "an object")
        }
    }

    /// A whole number, also one written as 3.0.
    func integer(_ key: String) throws(CLIPError) -> Int? {
        guard let value = self[key] else { return nil }
        guard let integer = value.integer else { throw mismatch(key, expected: "a whole number") }
        return integer
    }

    /// A finite number.
    func number(_ key: String) throws(CLIPError) -> Double? {
        guard let value = self[key] else { return nil }
        guard let number = value.finiteNumber else { throw mismatch(key, expected: "a finite number") }
        return number
    }

    func flag(_ key: String) throws(CLIPError) -> Bool? {
        switch self[key] {
        case nil: nil
        case .bool(let value): value
        default: throw mismatch(key, expected: "true or false")
        }
    }

    func string(_ key: String) throws(CLIPError) -> String? {
        switch self[key] {
        case nil: nil
        case .string(let value): value
        default: throw mismatch(key, expected: "a string")
        }
    }

    /// Throws if one of the members is null: transformers takes null as its value and fails later.
    func refuseNull(_ keys: [String]) throws(CLIPError) {
        for key in keys where members[key] == .null {
            throw error(key, "is null; write its value, or leave it out for the default")
        }
    }
}

extension JSONValue {
    /// A whole number, also one written as 3.0.
    var integer: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// A number that is neither `NaN` nor infinite.
    var finiteNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value.isFinite ? value : nil
        default: nil
        }
    }
}

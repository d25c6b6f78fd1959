import Files
import Foundation

/// The environment variables that stand in for flags.
///
/// A flag wins over its variable, the variable over the default. An empty variable counts as not set, since that is
/// what `VARIABLE= command` and an unset field of a manifest give.
struct Environment {
    let variables: [String: String]

    /// The process's own; bytes that are not UTF-8 are kept as `FilePath` keeps them.
    static let process = Environment(variables: ProcessEnvironment.all)

    subscript(_ name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// A key or password: the variable's value, or the content of the file that the variable with `_FILE` names.
    func secret(_ name: String) throws(SetupError) -> String? {
        if let value = self[name] { return value }
        guard let path = self["\(name)_FILE"].map({ FilePath($0) }) else { return nil }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RegularFile.read(path, limit: 1 << 16)
        } catch {
            throw SetupError(
                "the file that \(name)_FILE names cannot be read: \(path.shown): \(error)", kind: .init(error))
        }
        let value = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else { throw SetupError("the file that \(name)_FILE names is empty: \(path.shown)") }
        return value
    }

    func value(_ flag: String?, _ name: String) -> String? {
        flag ?? self[name]
    }

    /// A setting with a form of its own.
    ///
    /// - Throws: a ``SetupError`` that names the variable whose value does not have that form.
    func value<Value>(
        _ flag: Value?, _ name: String, expected: String, _ parse: (String) -> Value?
    ) throws(SetupError) -> Value? {
        if let flag { return flag }
        guard let text = self[name] else { return nil }
        guard let value = parse(text) else {
            throw SetupError("\(name) is '\(text)'; it must be \(expected)", kind: .usage)
        }
        return value
    }

    /// A number within a range.
    ///
    /// - Parameter meaning: what it is, as in `the pool size`.
    func number<Number: Comparable & LosslessStringConvertible>(
        _ flag: Number?, _ name: String, _ meaning: String, in range: ClosedRange<Number>,
        expected: String = "a whole number"
    ) throws(SetupError) -> Number? {
        guard let number = try value(flag, name, expected: expected, Number.init) else { return nil }
        if let fault = range.fault(of: number) { throw SetupError("\(name), \(meaning), \(fault)", kind: .usage) }
        return number
    }

    /// A setting that is on or off.
    func flag(_ flag: Bool, _ name: String) throws(SetupError) -> Bool {
        let words = ["1": true, "true": true, "0": false, "false": false]
        return try value(flag ? true : nil, name, expected: "0 or 1", { words[$0.lowercased()] }) ?? false
    }
}

extension ClosedRange {
    /// What is wrong with a number, as in `is 0; it must be from 1 to 5`; nil if it is in the range.
    func fault(of number: Bound) -> String? {
        if contains(number) { return nil }
        let hasEnd = upperBound as? Int != .max
        return "is \(number); it must be " + (hasEnd ? "from \(lowerBound) to \(upperBound)" : "\(lowerBound) or more")
    }
}

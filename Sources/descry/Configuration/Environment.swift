import ArgumentParser
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

    /// A key or password: the variable's value, or what stands in the file that the variable with `_FILE` names.
    func secret(_ name: String) throws -> String? {
        if let value = self[name] { return value }
        guard let path = self["\(name)_FILE"] else { return nil }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RegularFile.read(FilePath(path), limit: 1 << 16)
        } catch {
            throw SetupError(
                "the file that \(name)_FILE names cannot be read: \(FilePath(path).shown): \(error)",
                kind: .init(error))
        }
        let value = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else {
            throw SetupError("the file that \(name)_FILE names is empty: \(FilePath(path).shown)")
        }
        return value
    }

    /// A setting that is text.
    func value(_ flag: String?, _ name: String) -> String? {
        flag ?? self[name]
    }

    /// A setting with a form of its own.
    ///
    /// - Throws: a `ValidationError` naming the variable whose value has not that form.
    func value<Value>(
        _ flag: Value?, _ name: String, expected: String, _ parse: (String) -> Value?
    ) throws -> Value? {
        if let flag { return flag }
        guard let text = self[name] else { return nil }
        guard let value = parse(text) else {
            throw ValidationError("\(name) is '\(text)'; it must be \(expected)")
        }
        return value
    }
}

extension ValidationError {
    /// Checks a number's range, whichever of flag and variable it came from.
    static func check<Number: Comparable>(_ number: Number, in range: ClosedRange<Number>, _ what: String) throws {
        guard range.contains(number) else {
            if let upper = range.upperBound as? Int, upper == .max {
                throw ValidationError("\(what) is \(number); it must be \(range.lowerBound) or more")
            }
            throw ValidationError("\(what) is \(number); it must be from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// Checks that an argument is a sentence: bytes that are not UTF-8 mean nothing to a model, and an empty one is a
    /// script's variable that was not set.
    static func checkText(_ sentence: String, mayBeEmpty: Bool = false) throws {
        let path = FilePath(sentence)
        guard path.isText else { throw ValidationError("the sentence '\(path.shown)' is not UTF-8") }
        guard mayBeEmpty || !sentence.allSatisfy(\.isWhitespace) else { throw ValidationError("a sentence is empty") }
    }
}

package import Foundation

extension DecodingError {
    /// What is wrong and where, in a sentence.
    ///
    /// - Parameters:
    ///   - json: what was decoded, to find the place of a syntax error.
    ///   - depth: how many keys from the root the sentence leaves out.
    package func sentence(in json: Data, below depth: Int = 0) -> String {
        func place(_ context: Context, _ key: (any CodingKey)? = nil) -> String {
            let keys = (context.codingPath + [key].compactMap(\.self)).dropFirst(depth)
            return keys.isEmpty
                ? "it" : keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        return switch self {
        case .keyNotFound(let key, let context): "\(place(context, key)) is missing."
        case .valueNotFound(_, let context): "\(place(context)) is null."
        case .typeMismatch(let type, let context): "\(place(context)) is not of type \(Self.name(of: type))."
        default: "it is not valid JSON\(Self.syntaxErrorPlace(in: json).map { " (\($0))" } ?? "")."
        }
    }

    private static func name(of type: Any.Type) -> String {
        let name = "\(type)"
        if name.hasPrefix("Array") { return "array" }
        if name.hasPrefix("Dictionary") { return "object" }
        return type == String.self ? "string" : name
    }

    /// The line and column where text stops being JSON; nil where Foundation names no place.
    ///
    /// On Linux `JSONDecoder` does not report the place; `JSONSerialization` does, as an offset in bytes.
    private static func syntaxErrorPlace(in json: Data) -> String? {
        do {
            _ = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed)
            return nil
        } catch {
            let description = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
            if description.contains("end of file") { return "it ends too early" }
            guard let match = description.firstMatch(of: /around character (\d+)/), let offset = Int(match.1) else {
                return nil
            }
            let before = json.prefix(offset)
            let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            return "line \(line), column \(String(decoding: before[lineStart...], as: UTF8.self).count + 1)"
        }
    }
}

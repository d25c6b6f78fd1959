import Foundation

/// An answer as a client gets it.
public struct Answer {
    public let status: Int
    public let headers: [(name: String, value: String)]
    public let body: String

    /// - Parameter head: the last block of header lines and the body, as `curl -i` prints them; or as CGI has them, with a `Status` line.
    public init(_ text: String) {
        let normal = text.replacingOccurrences(of: "\r\n", with: "\n")
        let parts = normal.components(separatedBy: "\n\n")
        let lines = parts[0].split(separator: "\n")
        // `HTTP/1.1 200 OK` or `Status: 200 OK`.
        status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        headers = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (
                line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            )
        }
        body = parts.dropFirst().joined(separator: "\n\n")
    }

    public func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

    public func headerCount(_ name: String) -> Int { headers.count { $0.name == name.lowercased() } }

    /// The body as JSON.
    public var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
    }

    public func number(_ path: String...) -> Double? {
        value(path) as? Double ?? (value(path) as? Int).map(Double.init)
    }
    public func string(_ path: String...) -> String? { value(path) as? String }
    public func bool(_ path: String...) -> Bool? { value(path) as? Bool }
    public func strings(_ name: String) -> [String] { json[name] as? [String] ?? [] }
    public func numbers(_ name: String) -> [Double] { (json[name] as? [NSNumber] ?? []).map(\.doubleValue) }

    private func value(_ path: [String]) -> Any? {
        path.reduce(json as Any?) { ($0 as? [String: Any])?[$1] }
    }
}

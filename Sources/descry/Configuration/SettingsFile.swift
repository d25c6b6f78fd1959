import FastCGI
import Files
import Foundation

/// A file of settings that is read each time that a process is started: `NAME=value` on each line.
///
/// Empty lines and those that begin with `#` are ignored. A value is everything to the end of its line.
struct SettingsFile {
    let path: FilePath

    private static let limit = 1 << 20

    /// - Throws: a ``SetupError`` that names the file and, if one is wrong, its line.
    func read() throws(SetupError) -> [String: String] {
        let (settings, passedOver) = try parse(comments: "#") { $0 }
        // Without the line itself, which may hold a key.
        if let number = passedOver.first { throw SetupError("line \(number) of \(path.shown) is not NAME=value") }
        return settings
    }

    /// Reads it as systemd does (systemd.exec(5), EnvironmentFile=): white space before a line and around the name is
    /// ignored, and so are lines that begin with `;`.
    ///
    /// - Returns: the settings, and the numbers of the lines that are not settings, from 1.
    func readAsSystemd() throws(SetupError) -> (settings: [String: String], passedOver: [Int]) {
        let isBlank = { (byte: UInt8) in " \t\r".utf8.contains(byte) }
        return try parse(comments: "#;") { whole in
            var line = whole.drop(while: isBlank)
            if let sign = line.firstIndex(of: UInt8(ascii: "=")) {
                let end = line[..<sign].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? line.startIndex
                line.removeSubrange(end..<sign)
            }
            return line
        }
    }

    private func parse(
        comments: String, normalized: (ArraySlice<UInt8>) -> ArraySlice<UInt8>
    ) throws(SetupError) -> (settings: [String: String], passedOver: [Int]) {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RegularFile.read(path, limit: Self.limit)
        } catch {
            throw SetupError("the file of settings \(path.shown) cannot be read: \(error)", kind: .init(error))
        }
        var settings: [String: String] = [:]
        var passedOver: [Int] = []
        for (index, whole) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            let line = normalized(whole)
            guard let first = line.first, !comments.utf8.contains(first) else { continue }
            if let (name, value) = Self.setting(in: line) {
                settings[name] = value
            } else {
                passedOver.append(index + 1)
            }
        }
        return (settings, passedOver)
    }

    private static func setting(in line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        let name = line.prefix { isASCIILetterOrDigit($0) || $0 == UInt8(ascii: "_") }
        let rest = line[name.endIndex...]
        guard !name.isEmpty, rest.first == UInt8(ascii: "="), !rest.contains(0) else { return nil }
        return (String(decoding: name, as: UTF8.self), FilePath(bytes: Array(rest.dropFirst())).argument)
    }
}

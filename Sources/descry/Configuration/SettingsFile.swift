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
        var settings: [String: String] = [:]
        for (number, line) in try lines() {
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            guard let (name, value) = Self.setting(in: line) else {
                // Without the line itself, which may hold a key.
                throw SetupError("line \(number) of \(path.shown) is not NAME=value")
            }
            settings[name] = value
        }
        return settings
    }

    /// Reads it as systemd does (systemd.exec(5), EnvironmentFile=): white space before a line and around the name is
    /// ignored, and so are lines that begin with `;`.
    ///
    /// - Returns: the settings, and the numbers of the lines that are not settings.
    func readAsSystemd() throws(SetupError) -> (settings: [String: String], passedOver: [Int]) {
        let isBlank = { (byte: UInt8) in [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte) }
        var settings: [String: String] = [:]
        var passedOver: [Int] = []
        for (number, whole) in try lines() {
            var line = whole.drop(while: isBlank)
            guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { continue }
            if let sign = line.firstIndex(of: UInt8(ascii: "=")) {
                let end = line[..<sign].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? line.startIndex
                line.removeSubrange(end..<sign)
            }
            if let (name, value) = Self.setting(in: line) {
                settings[name] = value
            } else {
                passedOver.append(number)
            }
        }
        return (settings, passedOver)
    }

    private func lines() throws(SetupError) -> [(number: Int, bytes: ArraySlice<UInt8>)] {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RegularFile.read(path, limit: Self.limit)
        } catch {
            throw SetupError(
                "the file of settings \(path.shown) cannot be read: \(error)", kind: .init(error))
        }
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
            .map { (number: $0.offset + 1, bytes: $0.element) }
    }

    private static func setting(in line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        let name = line.prefix { isASCIILetterOrDigit($0) || $0 == UInt8(ascii: "_") }
        let rest = line[name.endIndex...]
        guard !name.isEmpty, rest.first == UInt8(ascii: "="), !rest.contains(0) else { return nil }
        return (String(decoding: name, as: UTF8.self), FilePath(bytes: Array(rest.dropFirst())).argument)
    }
}

import Files
import Foundation

/// A file of settings that is read each time that a process is started: `NAME=value` on each line.
///
/// Empty lines and those that begin with `#` mean nothing. A value is taken as it stands, to the end of its line.
struct SettingsFile {
    let path: FilePath

    /// The longest file that is read.
    private static let limit = 1 << 20

    /// - Throws: a ``ConfigurationError`` that names the file and, if one is wrong, its line.
    func read() throws(ConfigurationError) -> [String: String] {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RegularFile.read(path, limit: Self.limit)
        } catch {
            throw ConfigurationError(
                "the file of settings \(path.shown) cannot be read: \(error)", code: .init(error))
        }
        var settings: [String: String] = [:]
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let name = line.prefix { isASCIILetterOrDigit($0) || $0 == UInt8(ascii: "_") }
            let rest = line[name.endIndex...]
            guard !name.isEmpty, rest.first == UInt8(ascii: "="), !rest.contains(0) else {
                // Without the line itself, which may hold a key.
                throw ConfigurationError("line \(number + 1) of \(path.shown) is not NAME=value")
            }
            settings[String(decoding: name, as: UTF8.self)] = FilePath(bytes: Array(rest.dropFirst())).argument
        }
        return settings
    }
}

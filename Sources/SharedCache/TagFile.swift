public import Files
import Search

/// A file with a tag on each line; empty lines and those that begin with `#` are ignored.
public enum TagFile {
    private static let limit = 16 << 20

    /// A tag as searches use it: trimmed, in lower case.
    ///
    /// - Throws: a ``SetupError`` if it cannot be one.
    public static func tag(_ text: String) throws(SetupError) -> String {
        do throws(QueryError) {
            return try SearchQuery(tag: text, text: "a").tag
        } catch {
            throw SetupError("\(error)", kind: .usage)
        }
    }

    /// The tags as searches use them (trimmed, in lower case), each once, in their order.
    ///
    /// - Parameter path: `-` for standard input.
    /// - Throws: a ``SetupError`` that names the file and, if one is no tag, its line.
    public static func tags(in path: String) throws(SetupError) -> [String] {
        let file = FilePath(path)
        let bytes: [UInt8]
        do throws(FileError) {
            bytes =
                path == "-"
                ? try RegularFile.readStandardInput(limit: limit) : try RegularFile.read(file, limit: limit)
        } catch {
            throw SetupError("the file of tags \(file.shown) cannot be used: \(error)", kind: .missing)
        }
        // Editors of Windows begin a file with a byte order mark.
        let mark = Array("\u{FEFF}".utf8)
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            throw SetupError("the file of tags \(file.shown) is not UTF-8", kind: .usage)
        }
        var tags: [String] = []
        var seen: Set<String> = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { continue }
            do throws(SetupError) {
                let tag = try tag(String(line))
                if seen.insert(tag).inserted { tags.append(tag) }
            } catch {
                throw SetupError("line \(number + 1) of \(file.shown) is no tag: \(error)", kind: .usage)
            }
        }
        return tags
    }
}

import Formats

/// The path of a file: bytes, as Linux has them, which need not be UTF-8.
///
/// Conversion to a `String` and back keeps each byte: one that is not valid UTF-8 becomes a character from U+EF80 to
/// U+EFFF (the OPTU encoding of MirBSD: U+EF00 plus the byte).
public struct FilePath: Hashable, Sendable {
    /// The path as system calls take it.
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a text that ``argument`` made, or any other.
    public init(_ argument: String) {
        bytes = argument.unicodeScalars.flatMap { scalar in
            Self.escaped.contains(scalar.value) ? [UInt8(scalar.value - Self.escapeBase)] : Array(String(scalar).utf8)
        }
    }

    /// The path as text that ``init(_:)`` takes back.
    public var argument: String {
        if let text = String(validating: bytes, as: UTF8.self),
            !text.unicodeScalars.contains(where: { Self.escaped.contains($0.value) })
        {
            return text
        }
        return rendered(
            scalar: { Self.escaped.contains($0.value) ? nil : String($0) },
            byte: { Unicode.Scalar(Self.escapeBase + UInt32($0)).map { String($0) } ?? "" })
    }

    /// Whether the path is valid UTF-8, so that JSON can hold it unchanged.
    public var isText: Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// The path for other programs: unchanged if it is UTF-8, else with `\xE9` for each byte that is not.
    public var text: String {
        String(validating: bytes, as: UTF8.self) ?? rendered(scalar: { String($0) }, byte: Self.hexadecimal)
    }

    /// The path for people, on one line, and different for each path: `\xE9` for bytes that are not UTF-8 and for control
    /// characters, `\\` for a backslash.
    public var shown: String {
        rendered(
            scalar: { scalar in
                if scalar == "\\" { return "\\\\" }
                return [.control, .format, .lineSeparator, .paragraphSeparator]
                    .contains(scalar.properties.generalCategory) ? nil : String(scalar)
            }, byte: Self.hexadecimal)
    }

    /// The path of a file in this folder.
    public func appending(_ name: [UInt8]) -> FilePath {
        FilePath(bytes: bytes.last == UInt8(ascii: "/") ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
    }

    /// The folder that the file is in.
    public var folder: FilePath {
        let folder = bytes.prefix(bytes.count - name.count)
        return folder.isEmpty ? FilePath(".") : FilePath(bytes: Array(folder))
    }

    /// The path without slashes at its end.
    public var withoutTrailingSlashes: FilePath {
        let end = bytes.lastIndex { $0 != UInt8(ascii: "/") } ?? 0
        return FilePath(bytes: Array(bytes.prefix(end + 1)))
    }

    /// The part after the last slash.
    public var name: ArraySlice<UInt8> {
        bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes[($0 + 1)...] } ?? bytes[...]
    }

    private static let escapeBase: UInt32 = 0xEF00
    private static let escaped: ClosedRange<UInt32> = 0xEF80...0xEFFF

    private static func hexadecimal(_ byte: UInt8) -> String {
        "\\x" + byte.hexadecimal.uppercased()
    }

    /// - Parameters:
    ///   - scalar: the text of a character; nil if its bytes are to be written one by one.
    ///   - byte: the text of a byte.
    private func rendered(scalar: (Unicode.Scalar) -> String?, byte: (UInt8) -> String) -> String {
        var text = ""
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded):
                let length = encoded.count
                text +=
                    scalar(Unicode.UTF8.decode(encoded))
                    ?? bytes[position..<position + length].map(byte).joined()
                position += length
            case .error(let length):
                text += bytes[position..<position + length].map(byte).joined()
                position += length
            case .emptyInput: return text
            }
        }
    }
}

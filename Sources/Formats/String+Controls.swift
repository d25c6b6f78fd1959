extension String {
    /// The text with `\x1B` or `\u{202E}` in place of control and format characters, which could move a terminal's cursor
    /// or forge lines: for text from a picture's source, a model's files or the hub.
    public var escapingControls: String {
        var shown = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                shown +=
                    UInt8(exactly: scalar.value).map { "\\x" + $0.hexadecimal.uppercased() }
                    ?? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

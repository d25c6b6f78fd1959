/// Splits a lower-cased text into words as CLIP's regular expression does:
///
///     <\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+
///
/// It works on Unicode scalars: a combining mark is not a letter, so it ends a word.
struct WordSplitter {
    private enum Kind {
        case space
        case letter
        case number
        case other
    }

    /// Calls `body` with each word.
    ///
    /// - Parameter body: returns whether to continue.
    static func forEachWord(in scalars: [Unicode.Scalar], _ body: (ArraySlice<Unicode.Scalar>) -> Bool) {
        var position = 0
        while position < scalars.count {
            let start = position
            if let length = specialLength(scalars, at: position) {
                // Byte-level pre-tokenisation splits a special token again, between its letters and its punctuation.
                let words = [start..<start + 2, start + 2..<start + length - 2, start + length - 2..<start + length]
                for word in words where !body(scalars[word]) { return }
                position += length
                continue
            }
            if let length = contractionLength(scalars, at: position) {
                position += length
            } else {
                let kind = kind(of: scalars[position])
                position += 1
                while kind != .number, position < scalars.count, self.kind(of: scalars[position]) == kind {
                    position += 1
                }
                if kind == .space { continue }
            }
            if !body(scalars[start..<position]) { return }
        }
    }

    private static let specials = [Vocabulary.startOfText, Vocabulary.endOfText].map { Array($0.unicodeScalars) }
    private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map { Array($0.unicodeScalars) }

    private static func specialLength(_ scalars: [Unicode.Scalar], at position: Int) -> Int? {
        guard scalars[position] == "<" else { return nil }
        return specials.first { scalars[position...].starts(with: $0) }?.count
    }

    private static func contractionLength(_ scalars: [Unicode.Scalar], at position: Int) -> Int? {
        guard scalars[position] == "'" else { return nil }
        return contractions.first { scalars[position...].starts(with: $0) }?.count
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z": return .letter
            case "0"..."9": return .number
            case " ", "\t"..."\r": return .space
            default: return .other
            }
        }
        // The regular expressions of Hugging Face's tokenizer know the characters of Unicode 16.
        if let age = scalar.properties.age, age.major > 16 { return .other }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .letter
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        default: return scalar.properties.isWhitespace ? .space : .other
        }
    }
}

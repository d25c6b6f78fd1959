internal import Foundation

/// Composes (NFC, Unicode Standard Annex 15) and lower-cases a text as Hugging Face's tokenizer does.
///
/// White space is kept, since words are split at any of it.
enum TextNormalizer {
    static func normalized(_ text: Substring.UnicodeScalarView) -> [Unicode.Scalar] {
        if text.allSatisfy(\.isASCII) {
            return text.map { "A"..."Z" ~= $0 ? Unicode.Scalar(UInt8($0.value) + 32) : $0 }
        }
        // Scalar by scalar: a capital sigma at the end of a word becomes σ, not ς, as in Hugging Face's tokenizer.
        return composed(text).flatMap { scalar -> [Unicode.Scalar] in
            scalar.isASCII && !("A"..."Z" ~= scalar)
                ? [scalar] : Array(scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    /// Hugging Face's tokenizer composes by the tables of Unicode 9, which do not have newer characters: only the parts
    /// between those are composed here.
    private static func composed(_ text: Substring.UnicodeScalarView) -> [Unicode.Scalar] {
        var composed: [Unicode.Scalar] = []
        var part = String.UnicodeScalarView()
        for scalar in text {
            if isKnown(scalar) {
                part.append(contentsOf: nonStarterDecompositions[scalar] ?? [scalar])
            } else {
                composed += String(part).precomposedStringWithCanonicalMapping.unicodeScalars
                composed.append(scalar)
                part = String.UnicodeScalarView()
            }
        }
        return composed + String(part).precomposedStringWithCanonicalMapping.unicodeScalars
    }

    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return true }
        guard let age = scalar.properties.age else { return false }
        return age.major <= 9
    }

    /// Characters that decompose into combining marks only, although they are starters or excluded from composition.
    /// Foundation orders those marks only in text that is already decomposed.
    private static let nonStarterDecompositions: [Unicode.Scalar: [Unicode.Scalar]] = [
        "\u{344}": ["\u{308}", "\u{301}"],
        "\u{F73}": ["\u{F71}", "\u{F72}"],
        "\u{F75}": ["\u{F71}", "\u{F74}"],
        "\u{F81}": ["\u{F71}", "\u{F80}"],
    ]
}

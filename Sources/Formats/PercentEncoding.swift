/// Writes everything but RFC 3986's unreserved characters as `%` and two digits, so that a text is one part of an
/// address and no more.
public func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
        let character = Character(Unicode.Scalar(byte))
        let isUnreserved = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
        return isUnreserved ? String(character) : "%" + byte.hexadecimal.uppercased()
    }.joined()
}

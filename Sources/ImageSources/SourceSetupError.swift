/// Why a picture source cannot be set up: a setting or a folder has to be corrected.
///
/// The text is for people and never holds a key.
public struct SourceSetupError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

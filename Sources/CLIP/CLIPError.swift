/// Why a model cannot be loaded, or a text or picture cannot be encoded.
public struct CLIPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it was.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable {
            case model
            case encoding
        }

        private let kind: Kind

        /// The model's directory cannot be used: a file is missing, damaged, or of an unsupported kind.
        public static let model = Code(kind: .model)
        /// Encoding a text or picture failed.
        public static let encoding = Code(kind: .encoding)
    }

    /// What kind of failure it was.
    public let code: Code
    /// One sentence for people; for a broken model it names the file and what is wrong with it.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

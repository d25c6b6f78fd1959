/// Why a tensor operation or a file of tensors failed.
public struct TorchError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it was.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable {
            case operation
            case memory
            case file
            case format
        }

        private let kind: Kind

        /// libtorch refused an operation: shapes do not fit, or a type is not supported.
        public static let operation = Code(kind: .operation)
        /// Memory ran out.
        public static let memory = Code(kind: .memory)
        /// A file cannot be opened or mapped.
        public static let file = Code(kind: .file)
        /// A file is not valid safetensors: truncated, or of another format.
        public static let format = Code(kind: .format)
    }

    /// What kind of failure it was.
    public let code: Code
    /// One sentence for people.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

/// The type of a tensor's elements.
public enum DType: Sendable, Equatable, CaseIterable {
    case float32
    case float16
    case bfloat16
    case uint8
    case int64
    case int8
    case float64

    /// Bytes per element.
    public var size: Int {
        switch self {
        case .float32: 4
        case .float16, .bfloat16: 2
        case .uint8, .int8: 1
        case .int64, .float64: 8
        }
    }
}

/// Where a tensor is stored and its operations run.
public enum Device: Sendable, Hashable, CustomStringConvertible {
    case cpu
    /// A CUDA device by its number.
    case cuda(Int)

    /// As libtorch writes it: `cpu`, `cuda:0`.
    public var description: String {
        switch self {
        case .cpu: "cpu"
        case .cuda(let number): "cuda:\(number)"
        }
    }
}

public import Torch

/// The type of number that the model computes with.
public enum Precision: String, Sendable, CaseIterable {
    /// bfloat16 where the processor has it in hardware, float32 elsewhere.
    case auto
    case float32
    case bfloat16

    /// The type that stands for this precision on a device of this machine.
    public func type(on device: Device) -> DType {
        switch self {
        case .float32: .float32
        case .bfloat16: .bfloat16
        case .auto:
            switch device {
            case .cpu: Processor.hasBFloat16 ? .bfloat16 : .float32
            case .cuda: .bfloat16
            }
        }
    }
}

public import Torch

/// The numbers that the model computes with.
public enum Precision: String, Sendable, CaseIterable {
    /// bfloat16 where the processor has it in hardware, float32 elsewhere.
    case auto
    case float32
    case bfloat16
    /// Linear layers with weights and inputs of 8 bits (see `Int8Weight`), attention in bfloat16 where the processor
    /// has it, the rest in float32: patch embedding, layer norms, residual sums, projection.
    case int8

    /// This precision on a device of this machine: never `auto`.
    ///
    /// - Throws: `CLIPError` with the code `model` if the device or processor does not support it.
    public func resolved(on device: Device) throws(CLIPError) -> Precision {
        switch self {
        case .float32, .bfloat16: return self
        case .auto:
            switch device {
            case .cpu: return Processor.hasBFloat16 ? .bfloat16 : .float32
            case .cuda: return .bfloat16
            }
        case .int8:
            guard device == .cpu else {
                throw CLIPError(.model, "The precision int8 is for the processor; on \(device) use bfloat16.")
            }
            guard Int8Weight.isAvailable else {
                throw CLIPError(
                    .model,
                    "The precision int8 needs a processor with VNNI or AMX and a libtorch with oneDNN; use auto.")
            }
            return .int8
        }
    }

    /// The type of the tensors between the layers. The precision must not be `auto`.
    public var activationType: DType { self == .bfloat16 ? .bfloat16 : .float32 }
}
